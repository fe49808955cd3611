package dev.trestle.runtime;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.mapping.ProblemReply;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.List;

/** Answers what is not HTTP/1.1 with problem+json and closes, before a request is made of it. Stateless. */
@Sharable
final class MalformedRequests extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        boolean malformed = message instanceof HttpRequest request
                && ((HttpObject) request).decoderResult().isFailure();
        if (!malformed) {
            context.fireChannelRead(message);
            return;
        }
        Throwable cause = ((HttpObject) message).decoderResult().cause();
        ReferenceCountUtil.release(message);
        boolean tooLong = cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException;
        HttpReply problem = tooLong
                ? ProblemReply.of(
                        Failure.HEADERS_TOO_LARGE,
                        "the request line or headers are larger than maxHeaderBytes",
                        List.of(),
                        Headers.empty())
                : ProblemReply.of(Failure.BAD_REQUEST, "the request is not valid HTTP", List.of(), Headers.empty());
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(problem.status()), problem.body());
        problem.headers().forEach(response.headers()::add);
        response.headers()
                .setInt(HttpHeaderNames.CONTENT_LENGTH, problem.body().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
