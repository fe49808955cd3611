package dev.trestle.exchange;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The end of a connection whose client still sends: our FIN, then its bytes unread until it has seen that, for a bounded time. */
final class Lingering {
    private static final long MILLIS = 1_000;

    private Lingering() {}

    /** Closes within {@link #MILLIS}, at once when the client does. */
    static void close(ChannelHandlerContext context, ChannelPromise promise) {
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> shutDown(context));
        Future<?> end = context.executor().schedule(() -> end(context, promise), MILLIS, TimeUnit.MILLISECONDS);
        context.channel().closeFuture().addListener(closed -> {
            end.cancel(false);
            promise.trySuccess();
        });
        context.channel().config().setAutoRead(true);
        context.read();
    }

    private static void shutDown(ChannelHandlerContext context) {
        SslHandler tls = context.pipeline().get(SslHandler.class);
        if (tls != null) {
            var unused = tls.closeOutbound();
        } else if (context.channel() instanceof DuplexChannel socket) {
            var unused = socket.shutdownOutput();
        }
    }

    private static void end(ChannelHandlerContext context, ChannelPromise promise) {
        var unused = context.close(promise);
    }
}
