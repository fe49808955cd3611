package dev.trestle.bridge.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * A whole response.
 *
 * @param status 200..599
 * @param headers fields besides {@code content-length}, which the gateway sets
 * @param body given away with the reply; empty for none
 * @param failure what failed, or null for a reply the service meant as a success or a mapped error
 * @param mappedCode the code of the problem that the route's error table made of what the service answered, or null
 * @param rpcStatus the protocol's own word for the outcome, for the access log and metrics: {@code OK}, {@code EXCEPTION},
 *     {@code SERVICE_ERROR}; a small closed set per codec
 * @param logDetail what the service said of a failure, for the log alone: it may hold what no client should see; null for nothing
 */
public record HttpReply(
        int status,
        Headers headers,
        ByteBuf body,
        @Nullable Failure failure,
        @Nullable String mappedCode,
        String rpcStatus,
        @Nullable String logDetail) {
    /** A reply of which the log needs to know no more. */
    public HttpReply(int status, Headers headers, ByteBuf body, @Nullable Failure failure, String rpcStatus) {
        this(status, headers, body, failure, null, rpcStatus, null);
    }

    /** The same reply, with {@code detail} for the log. */
    public HttpReply withLogDetail(String detail) {
        return new HttpReply(status, headers, body, failure, mappedCode, rpcStatus, detail);
    }

    /** The same outcome said otherwise: what filters make of a reply. The body of this one is not released. */
    public HttpReply with(int otherStatus, Headers otherHeaders, ByteBuf otherBody) {
        return new HttpReply(otherStatus, otherHeaders, otherBody, failure, mappedCode, rpcStatus, logDetail);
    }

    /** A reply that no service made: a codec's local answer. */
    public static HttpReply local(int status, Headers headers, ByteBuf body) {
        return new HttpReply(status, headers, body, null, "LOCAL");
    }

    /** A reply without a body. */
    public static HttpReply empty(int status, String rpcStatus) {
        return new HttpReply(status, Headers.empty(), Unpooled.EMPTY_BUFFER, null, rpcStatus);
    }
}
