package dev.trestle.bridge;

import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import io.netty.buffer.ByteBuf;

/**
 * The small base most codecs need: a whole request becomes one frame, one frame becomes the reply. Nothing else to write.
 */
public abstract class UnaryCodec implements BridgeCodec {
    /** For subclasses. */
    protected UnaryCodec() {}

    /**
     * Encodes one request as upstream bytes.
     *
     * @param body the whole body, lent; empty when there is none
     * @return the frame, given away, or null when the exchange was told by hand: sent and half-closed, replied, failed
     */
    protected abstract @org.jspecify.annotations.Nullable ByteBuf encode(
            RequestHead head, ByteBuf body, BridgeExchange exchange);

    /** Turns the reply's frame, lent, into the HTTP reply. */
    protected abstract HttpReply decode(Frame frame, BridgeExchange exchange);

    /** Whether the exchange is over once the frame is written: the reply of a one-way call, or null for a two-way call. */
    protected @org.jspecify.annotations.Nullable HttpReply replyOnceSent() {
        return null;
    }

    @Override
    public final BodyMode requestBody() {
        return BodyMode.WHOLE;
    }

    @Override
    public final Bridge newBridge(BridgeExchange exchange) {
        return new UnaryBridge(this, exchange);
    }
}
