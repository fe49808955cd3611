package dev.trestle.exchange;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * What one HTTP/1.1 client sends, before a request is made of it. A head that is not HTTP, too large or too slow is refused, once
 * all requests before it are answered. What follows a request that asked to close is dropped (RFC 9112 section 9.6). A connection
 * that closes while its client may still send lingers, because a socket closed with unread bytes resets the connection, and the
 * reply may be lost with it. On the connection's event loop.
 */
final class HttpIntake extends ChannelDuplexHandler {
    private final Refusals refusals;
    private final HandshakeLog handshakes;
    private final long headTimeoutMillis;

    private int unanswered;
    private boolean insideRequest;
    private boolean interim;
    private boolean closesAfter;
    private boolean bytesCame;
    private boolean lastRequest;
    private boolean deaf;
    private boolean lingering;
    private @Nullable Future<?> headTimer;
    private @Nullable Refusal refusal;

    /** Gives a head {@code headTimeout} from its first piece to its end. */
    HttpIntake(Refusals refusals, HandshakeLog handshakes, Duration headTimeout) {
        this.refusals = refusals;
        this.handshakes = handshakes;
        this.headTimeoutMillis = headTimeout.toMillis();
    }

    /** Takes its place on a new connection: at once, or when TLS has agreed on HTTP/1.1. */
    void install(ChannelPipeline pipeline) {
        if (isHttp1(pipeline)) {
            String codec = pipeline.get(NettyPipeline.HttpCodec) == null
                    ? NettyPipeline.H2CUpgradeHandler
                    : NettyPipeline.HttpCodec;
            pipeline.addBefore(codec, "trestle.bytes", new Bytes());
            pipeline.addBefore(NettyPipeline.HttpTrafficHandler, "trestle.intake", this);
        } else {
            pipeline.addFirst("trestle.first", new FirstBytes());
            pipeline.addBefore(NettyPipeline.ReactiveBridge, "trestle.negotiated", new Negotiated());
        }
    }

    private static boolean isHttp1(ChannelPipeline pipeline) {
        return pipeline.get(NettyPipeline.HttpTrafficHandler) != null;
    }

    /** Sees what the HTTP decoder gets. */
    private final class Bytes extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (deaf) {
                ReferenceCountUtil.release(message);
                return;
            }
            bytesCame = true;
            context.fireChannelRead(message);
        }
    }

    /** Tells clients of TLS from those that only look whether the port is open. */
    private final class FirstBytes extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            bytesCame = true;
            context.pipeline().remove(this);
            context.fireChannelRead(message);
        }
    }

    /** Waits until TLS has agreed on a protocol. */
    private final class Negotiated extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake) {
                if (!handshake.isSuccess() && bytesCame) {
                    handshakes.failed(context.channel(), handshake.cause());
                }
                context.pipeline().remove(this);
                if (isHttp1(context.pipeline())) {
                    install(context.pipeline());
                }
            }
            context.fireUserEventTriggered(event);
        }
    }

    // ---- in ----

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        bytesCame = false;
        if (deaf) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            stopTimer();
            Refusal refused = Refusal.of(request);
            if (refused != null) {
                ReferenceCountUtil.release(message);
                refuse(context, refused);
                return;
            }
            withoutEmptyPort(request);
            lastRequest = !HttpUtil.isKeepAlive(request);
            if (lastRequest && unanswered > 0) {
                // Reactor Netty answers no pipelined request behind which it knows of a close: it is this handler that
                // closes.
                HttpUtil.setKeepAlive(request, true);
            }
            unanswered++;
        }
        if (message instanceof HttpObject object) {
            insideRequest = !(message instanceof LastHttpContent);
            deaf = lastRequest && !insideRequest;
            if (object.decoderResult().isFailure()) {
                ReferenceCountUtil.release(message);
                onMalformedBody(context, object.decoderResult().cause());
                return;
            }
        }
        context.fireChannelRead(message);
    }

    /** A port without digits is the scheme's own (RFC 3986 section 3.2.3), which Reactor Netty does not read. */
    private static void withoutEmptyPort(HttpRequest request) {
        String host = request.headers().get(HttpHeaderNames.HOST);
        if (host != null && host.endsWith(":")) {
            request.headers().set(HttpHeaderNames.HOST, host.substring(0, host.length() - 1));
        }
    }

    /** The exchange hears of it as an error of its request's body; if it was answered before, nobody listens any more. */
    private void onMalformedBody(ChannelHandlerContext context, Throwable cause) {
        deaf = true;
        if (unanswered == 0) {
            var unused = context.channel().close();
        } else {
            context.fireExceptionCaught(new DecoderException(cause));
        }
    }

    /** Bytes that made no message are a piece of a head. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (bytesCame && !insideRequest && !deaf && headTimer == null) {
            headTimer =
                    context.executor().schedule(() -> onSlowHead(context), headTimeoutMillis, TimeUnit.MILLISECONDS);
        }
        bytesCame = false;
        context.fireChannelReadComplete();
    }

    private void onSlowHead(ChannelHandlerContext context) {
        headTimer = null;
        if (isHttp1(context.pipeline()) && !insideRequest) {
            refuse(context, Refusal.slowHead());
        }
    }

    private void stopTimer() {
        Future<?> running = headTimer;
        headTimer = null;
        if (running != null) {
            running.cancel(false);
        }
    }

    private void refuse(ChannelHandlerContext context, Refusal refused) {
        deaf = true;
        refusal = refused;
        if (unanswered == 0) {
            answer(context, refused);
        }
    }

    private void answer(ChannelHandlerContext context, Refusal refused) {
        refusal = null;
        context.writeAndFlush(refusals.response(refused, context.channel())).addListener(ChannelFutureListener.CLOSE);
    }

    // ---- out ----

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            closesAfter = lastRequest && unanswered == 1 && !interim && HttpUtil.isKeepAlive(response);
            if (closesAfter) {
                HttpUtil.setKeepAlive(response, false);
            }
        }
        ChannelFuture written = context.write(message, closesAfter ? promise.unvoid() : promise);
        if (message instanceof LastHttpContent && !interim) {
            unanswered--;
            if (closesAfter) {
                written.addListener(ChannelFutureListener.CLOSE);
            }
            Refusal waiting = refusal;
            if (waiting != null && unanswered == 0) {
                answer(context, waiting);
            }
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        boolean clientMaySend = insideRequest || deaf;
        if (!clientMaySend || lingering || !context.channel().isActive()) {
            var unused = context.close(promise);
            return;
        }
        deaf = true;
        lingering = true;
        Lingering.close(context, promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stopTimer();
    }
}
