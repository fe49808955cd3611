package dev.trestle.app.tap;

import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.ExchangeInfo;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;

/** What a codec does to an exchange, seen by somebody. */
record TappedExchange(BridgeExchange exchange, Watch watch) implements BridgeExchange {
    @Override
    public void send(ByteBuf bytes) {
        watch.sent(bytes);
        exchange.send(bytes);
    }

    @Override
    public ExchangeInfo info() {
        return exchange.info();
    }

    @Override
    public Duration timeLeft() {
        return exchange.timeLeft();
    }

    @Override
    public ByteBufAllocator allocator() {
        return exchange.allocator();
    }

    @Override
    public void halfClose() {
        exchange.halfClose();
    }

    @Override
    public void expectNoReply() {
        exchange.expectNoReply();
    }

    @Override
    public void reply(HttpReply whole) {
        watch.reply(whole.status(), whole.headers());
        watch.replyData(whole.body());
        exchange.reply(whole);
    }

    @Override
    public void replyHead(int status, Headers headers) {
        watch.reply(status, headers);
        exchange.replyHead(status, headers);
    }

    @Override
    public void replyData(ByteBuf data) {
        watch.replyData(data);
        exchange.replyData(data);
    }

    @Override
    public void replyEnd(Headers trailers) {
        exchange.replyEnd(trailers);
    }

    @Override
    public void fail(Failure failure, String detail) {
        watch.failed(failure, detail);
        exchange.fail(failure, detail);
    }

    @Override
    public Pause pause() {
        return exchange.pause();
    }
}
