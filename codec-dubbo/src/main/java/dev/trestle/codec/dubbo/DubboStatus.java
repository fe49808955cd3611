package dev.trestle.codec.dubbo;

import dev.trestle.bridge.http.Failure;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The status byte of a Dubbo response, and what a route without a line for it answers. The text beside it leaks stack traces. */
enum DubboStatus {
    SERIALIZATION_ERROR(25, Failure.RPC_ERROR, "the provider could not serialize its reply"),
    CLIENT_TIMEOUT(30, Failure.TIMEOUT, "the provider reports a timeout"),
    SERVER_TIMEOUT(31, Failure.TIMEOUT, "the provider reports a timeout"),
    CHANNEL_INACTIVE(35, Failure.UPSTREAM_UNAVAILABLE, "the provider is going away"),
    BAD_REQUEST(40, Failure.RPC_ERROR, "the provider does not know the service, method or types of this call"),
    BAD_RESPONSE(50, Failure.RPC_ERROR, "the provider could not serialize its reply"),
    SERVICE_NOT_FOUND(60, Failure.RPC_ERROR, "the provider does not have this service"),
    SERVICE_ERROR(70, Failure.RPC_ERROR, "the call failed before it reached the service"),
    SERVER_ERROR(80, Failure.RPC_ERROR, "the provider failed"),
    CLIENT_ERROR(90, Failure.RPC_ERROR, "the provider refused the call"),
    THREADPOOL_EXHAUSTED(100, Failure.UPSTREAM_UNAVAILABLE, "the provider is overloaded"),
    UNKNOWN(-1, Failure.RPC_ERROR, "the provider answered with an unknown status");

    private final int code;
    private final Failure fallback;
    private final String detail;
    private final String word = name().toLowerCase(Locale.ROOT);

    DubboStatus(int code, Failure fallback, String detail) {
        this.code = code;
        this.fallback = fallback;
        this.detail = detail;
    }

    static DubboStatus of(int code) {
        for (DubboStatus status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        return UNKNOWN;
    }

    /** The words of all of them. */
    static Set<String> words() {
        return Arrays.stream(values()).map(DubboStatus::word).collect(Collectors.toUnmodifiableSet());
    }

    /** The word in a route's error table. */
    String word() {
        return word;
    }

    Failure fallback() {
        return fallback;
    }

    String detail() {
        return detail;
    }
}
