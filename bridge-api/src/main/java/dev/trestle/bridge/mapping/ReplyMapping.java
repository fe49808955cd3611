package dev.trestle.bridge.mapping;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.json.JsonOptions;
import dev.trestle.bridge.settings.Problems;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A compiled {@link ReplySettings}: turns the outcome of a call into the HTTP reply. Codecs write the outcome as JSON, once,
 * straight from the frame; fields are picked, dropped, renamed and put into headers here, for all protocols. A route that asks
 * for none of that passes the JSON through untouched. Immutable, thread safe.
 */
public final class ReplyMapping {
    private ReplyMapping() {}

    /** Compiles. */
    public static ReplyMapping compile(ReplySettings settings, Problems problems) {
        throw new UnsupportedOperationException();
    }

    /** How a codec is to write the result. */
    public JsonOptions json() {
        throw new UnsupportedOperationException();
    }

    /** A success: {@code result} is its JSON, given away. */
    public HttpReply result(ByteBuf result, String rpcStatus) {
        throw new UnsupportedOperationException();
    }

    /**
     * A reply of a protocol that has header fields.
     *
     * @param result its JSON, given away
     * @param header the header fields as a JSON object, lent; decides the error table's {@code header} lines
     */
    public HttpReply result(ByteBuf result, ByteBuf header, String rpcStatus) {
        throw new UnsupportedOperationException();
    }

    /** A success whose body is no JSON: passed through with its content type. Given away. */
    public HttpReply bytes(ByteBuf body, String contentType, @Nullable ByteBuf header, String rpcStatus) {
        throw new UnsupportedOperationException();
    }

    /**
     * The service threw.
     *
     * @param type the exception's name; the error table matches it whole, or by its last segment after a dot or {@code $}
     * @param message its message, or null; never a stack trace
     * @param fields its own fields as a JSON object, lent
     */
    public HttpReply thrown(String type, @Nullable String message, ByteBuf fields) {
        throw new UnsupportedOperationException();
    }

    /**
     * The protocol says the call failed.
     *
     * @param rpcStatus the protocol's word, such as {@code service_error}; what the error table's {@code rpc} lines match
     * @param fallback the failure if no line matches
     * @param detail fit for the client; never a stack trace or an internal name
     */
    public HttpReply failed(String rpcStatus, Failure fallback, String detail) {
        throw new UnsupportedOperationException();
    }
}
