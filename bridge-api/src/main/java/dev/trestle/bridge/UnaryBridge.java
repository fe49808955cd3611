package dev.trestle.bridge;

import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** The bridge of a {@link UnaryCodec}: remembers the head, encodes when the body is whole, decodes the one reply frame. */
final class UnaryBridge implements Bridge {
    private final UnaryCodec codec;
    private final BridgeExchange exchange;
    private @Nullable RequestHead head;
    private ByteBuf body = Unpooled.EMPTY_BUFFER;

    UnaryBridge(UnaryCodec codec, BridgeExchange exchange) {
        this.codec = codec;
        this.exchange = exchange;
    }

    @Override
    public void encodeHeaders(RequestHead head) {
        this.head = head;
    }

    @Override
    public void encodeData(ByteBuf data) {
        body = data.retain();
    }

    @Override
    public void encodeEnd(Headers trailers) {
        RequestHead requestHead = head;
        if (requestHead == null) {
            throw new IllegalStateException("encodeEnd before encodeHeaders");
        }
        ByteBuf frame = codec.encode(requestHead, body, exchange);
        if (frame == null) {
            return;
        }
        exchange.send(frame);
        HttpReply reply = codec.replyOnceSent();
        if (reply != null) {
            exchange.expectNoReply();
            exchange.reply(reply);
        }
    }

    @Override
    public void onUpstreamData(Frame frame) {
        exchange.reply(codec.decode(frame, exchange));
    }

    @Override
    public void close() {
        body.release();
    }
}
