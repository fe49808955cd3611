package dev.trestle.runtime;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/**
 * What a client would get.
 *
 * @param failure what failed, or null
 * @param rpcStatus the protocol's word for the outcome
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
public record DryReply(
        int status, Headers headers, byte[] body, @Nullable Failure failure, String rpcStatus) {
    /** Takes {@code reply}, and releases its body. */
    public static DryReply of(HttpReply reply) {
        byte[] body = ByteBufUtil.getBytes(reply.body());
        reply.body().release();
        return new DryReply(reply.status(), reply.headers(), body, reply.failure(), reply.rpcStatus());
    }
}
