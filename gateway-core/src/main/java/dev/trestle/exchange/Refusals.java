package dev.trestle.exchange;

import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.mapping.ProblemReply;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.util.List;

/** Answers requests that never became one with problem+json, and tells the listener as of any other. Thread safe. */
final class Refusals {
    private final ExchangeListener listener;
    private final RequestIds ids;

    Refusals(ExchangeListener listener, RequestIds ids) {
        this.listener = listener;
        this.ids = ids;
    }

    /** The response, after which the connection closes. */
    FullHttpResponse response(Refusal refusal, Channel channel) {
        HttpReply problem = ProblemReply.of(refusal.failure(), refusal.detail(), List.of(), Headers.empty());
        String id = ids.choose(null);
        tell(refusal, channel, problem, id);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(problem.status()), problem.body());
        problem.headers().forEach(response.headers()::add);
        response.headers()
                .set(RequestIds.HEADER, id)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, problem.body().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
    }

    private void tell(Refusal refusal, Channel channel, HttpReply problem, String id) {
        ExchangeLog log = new ExchangeLog();
        log.status = problem.status();
        log.failure = refusal.failure();
        log.detail = refusal.detail();
        log.rpcStatus = problem.rpcStatus();
        log.replyBytes = problem.body().readableBytes();
        String peer = ClientSide.peer((InetSocketAddress) channel.remoteAddress());
        listener.onStart(null);
        listener.onEnd(
                log.summary(new ExchangeLog.Client(id, peer, "HTTP/1.1", refusal.method(), refusal.uri(), null)));
    }
}
