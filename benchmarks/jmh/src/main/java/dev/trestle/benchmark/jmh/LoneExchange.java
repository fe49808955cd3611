package dev.trestle.benchmark.jmh;

import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.ExchangeInfo;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.time.Duration;

/** An exchange without a client or a connection: keeps what was sent and replied last. */
final class LoneExchange implements BridgeExchange, ExchangeInfo {
    private static final Duration TIME_LEFT = Duration.ofSeconds(5);

    private ByteBuf sent = Unpooled.EMPTY_BUFFER;
    private ByteBuf replied = Unpooled.EMPTY_BUFFER;
    private int status;

    /** What the codec sent; to be released. */
    ByteBuf sent() {
        return sent;
    }

    /** The body of the reply; to be released. */
    ByteBuf replied() {
        return replied;
    }

    int status() {
        return status;
    }

    @Override
    public ExchangeInfo info() {
        return this;
    }

    @Override
    public Duration timeLeft() {
        return TIME_LEFT;
    }

    @Override
    public ByteBufAllocator allocator() {
        return PooledByteBufAllocator.DEFAULT;
    }

    @Override
    public void send(ByteBuf bytes) {
        sent = bytes;
    }

    @Override
    public void reply(HttpReply whole) {
        status = whole.status();
        replied = whole.body();
    }

    @Override
    public void fail(Failure failure, String detail) {
        throw new IllegalStateException(failure + " " + detail);
    }

    @Override
    public void halfClose() {
        throw streaming();
    }

    @Override
    public void expectNoReply() {
        throw streaming();
    }

    @Override
    public void replyHead(int status, Headers headers) {
        throw streaming();
    }

    @Override
    public void replyData(ByteBuf data) {
        throw streaming();
    }

    @Override
    public void replyEnd(Headers trailers) {
        throw streaming();
    }

    @Override
    public Pause pause() {
        throw streaming();
    }

    private static IllegalStateException streaming() {
        return new IllegalStateException("not a unary call");
    }

    @Override
    public String routeId() {
        return "benchmark";
    }

    @Override
    public String cluster() {
        return "benchmark";
    }

    @Override
    public long exchangeId() {
        return 1;
    }

    @Override
    public String requestId() {
        return "benchmark";
    }

    @Override
    public String peer() {
        return "127.0.0.1:1";
    }
}
