package dev.trestle.codec.thrift;

import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.ExchangeInfo;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.TraceContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An exchange that remembers what was done to it. */
final class TestExchange implements BridgeExchange {
    private final long exchangeId;
    final List<ByteBuf> sent = new ArrayList<>();
    HttpReply reply;
    boolean halfClosed;
    boolean noReplyExpected;
    TraceContext trace;

    TestExchange(long exchangeId) {
        this.exchangeId = exchangeId;
    }

    @Override
    public ExchangeInfo info() {
        return new ExchangeInfo() {
            @Override
            public String routeId() {
                return "route";
            }

            @Override
            public String cluster() {
                return "cluster";
            }

            @Override
            public long exchangeId() {
                return exchangeId;
            }

            @Override
            public String requestId() {
                return "request-1";
            }

            @Override
            public String peer() {
                return "127.0.0.1:1";
            }

            @Override
            public TraceContext trace() {
                return trace;
            }
        };
    }

    @Override
    public Duration timeLeft() {
        return Duration.ofSeconds(1);
    }

    @Override
    public ByteBufAllocator allocator() {
        return PooledByteBufAllocator.DEFAULT;
    }

    @Override
    public void send(ByteBuf bytes) {
        sent.add(bytes);
    }

    @Override
    public void halfClose() {
        halfClosed = true;
    }

    @Override
    public void expectNoReply() {
        noReplyExpected = true;
    }

    @Override
    public void reply(HttpReply whole) {
        reply = whole;
    }

    @Override
    public void replyHead(int status, Headers headers) {
        throw new AssertionError("streamed reply");
    }

    @Override
    public void replyData(ByteBuf data) {
        throw new AssertionError("streamed reply");
    }

    @Override
    public void replyEnd(Headers trailers) {
        throw new AssertionError("streamed reply");
    }

    @Override
    public void fail(Failure failure, String detail) {
        throw new AssertionError(failure + ": " + detail);
    }

    @Override
    public Pause pause() {
        throw new AssertionError("pause");
    }
}
