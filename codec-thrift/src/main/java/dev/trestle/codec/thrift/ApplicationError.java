package dev.trestle.codec.thrift;

import dev.trestle.bridge.http.Failure;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a server says when a call failed as such: {@code TApplicationException {1: string message, 2: i32 type}}. Its message is not
 * shown: servers put class names and worse into it.
 */
enum ApplicationError {
    UNKNOWN,
    UNKNOWN_METHOD,
    INVALID_MESSAGE_TYPE,
    WRONG_METHOD_NAME,
    BAD_SEQUENCE_ID,
    MISSING_RESULT,
    INTERNAL_ERROR,
    PROTOCOL_ERROR,
    INVALID_TRANSFORM,
    INVALID_PROTOCOL,
    UNSUPPORTED_CLIENT_TYPE,
    /** From here on: fbthrift's own. */
    LOADSHEDDING(Failure.UPSTREAM_UNAVAILABLE),
    TIMEOUT(Failure.TIMEOUT);

    private static final ApplicationError[] BY_TYPE = values();

    private final Failure fallback;

    ApplicationError() {
        this(Failure.RPC_ERROR);
    }

    ApplicationError(Failure fallback) {
        this.fallback = fallback;
    }

    static ApplicationError of(int type) {
        return type >= 0 && type < BY_TYPE.length ? BY_TYPE[type] : UNKNOWN;
    }

    /** The word that the route's error table matches: {@code unknown_method}. */
    String rpcStatus() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The words of all of them. */
    static Set<String> words() {
        return Arrays.stream(BY_TYPE).map(ApplicationError::rpcStatus).collect(Collectors.toUnmodifiableSet());
    }

    Failure fallback() {
        return fallback;
    }

    /**
     * Whether the server may have stopped in the middle of the call: what it did not read it takes for the next call. Only these are
     * said by servers that read the call to its end.
     */
    boolean leavesCallUnread() {
        return switch (this) {
            case UNKNOWN_METHOD, MISSING_RESULT, INTERNAL_ERROR, LOADSHEDDING, TIMEOUT -> false;
            default -> true;
        };
    }

    /** Reads the type of the exception; anything else in it is stepped over. */
    static ApplicationError read(ThriftReader in) {
        int type = 0;
        int outer = in.beginStruct();
        while (in.nextField()) {
            if (in.fieldId == 2 && in.fieldType == WireType.I32) {
                type = in.i32();
            } else {
                in.skip(in.fieldType, ThriftReader.MAX_DEPTH);
            }
        }
        in.endStruct(outer);
        in.end();
        return of(type);
    }
}
