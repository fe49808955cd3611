package dev.trestle.bridge;

import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.RequestHead;
import io.netty.buffer.ByteBuf;

/**
 * The exchange half of a codec: one HTTP request in, one HTTP response out. One per attempt, used on one thread, never
 * re-entered. Arguments are lent for the call; what is passed to {@link BridgeExchange} is given away.
 *
 * <p>An exception from any hook fails this exchange alone: {@code ENCODE_FAILED} (500) from the encode hooks,
 * {@code DECODE_FAILED} (502) from the upstream hooks, its own failure for a {@code FailureException}; a stream reset once the
 * reply's head is out.
 */
public interface Bridge extends AutoCloseable {
    /** The request's head. May send, reply, or just remember. */
    void encodeHeaders(RequestHead head);

    /** A piece of the body, or the whole of it, see {@link BridgeCodec#requestBody()}. Never called with no bytes. */
    void encodeData(ByteBuf data);

    /** The request is complete. */
    void encodeEnd(Headers trailers);

    /** One whole, verified frame of this exchange, in order. */
    void onUpstreamData(Frame frame);

    /** The upstream closed, cleanly, before the reply was complete. */
    default void onUpstreamEnd() {
        throw new dev.trestle.bridge.http.FailureException(
                dev.trestle.bridge.http.Failure.UPSTREAM_CLOSED, "the upstream closed before it answered");
    }

    /** Releases what the bridge kept. Called exactly once, also after a failure. */
    @Override
    default void close() {}
}
