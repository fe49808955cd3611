package dev.trestle.exchange;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * What one event loop writes to its clients, gathered until the end of its turn. Replies come from an upstream many at a time: to
 * decode them all, and then to write them all, costs less than to change between the two with each. On that loop only.
 */
final class Flushes implements Runnable {
    private static final String NAME = "trestle.flushes";

    /** So many clients wait for one another at most. */
    private static final int AT_ONCE = 64;

    private final EventLoop loop;
    private final Queue<Gathered> waiting = new ArrayDeque<>();
    private boolean due;

    Flushes(EventLoop loop) {
        this.loop = loop;
    }

    /** Those of a connection of the loop wait from now on, whatever HTTP it speaks. */
    void gather(ChannelPipeline connection) {
        if (connection.get(NettyPipeline.SslHandler) == null) {
            connection.addFirst(NAME, new Gathered());
        } else {
            connection.addAfter(NettyPipeline.SslHandler, NAME, new Gathered());
        }
    }

    @Override
    public void run() {
        due = false;
        flush();
    }

    private void flush() {
        for (Gathered next = waiting.poll(); next != null; next = waiting.poll()) {
            next.flushNow();
        }
    }

    private final class Gathered extends ChannelOutboundHandlerAdapter {
        private @Nullable ChannelHandlerContext held;

        @Override
        public void flush(ChannelHandlerContext context) {
            if (held != null) {
                return;
            }
            held = context;
            waiting.add(this);
            if (waiting.size() >= AT_ONCE) {
                Flushes.this.flush();
            } else if (!due) {
                due = true;
                loop.execute(Flushes.this);
            }
        }

        /** What was flushed goes out before the end. */
        @Override
        public void close(ChannelHandlerContext context, ChannelPromise promise) {
            flushNow();
            var unused = context.close(promise);
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) {
            flushNow();
        }

        void flushNow() {
            ChannelHandlerContext context = held;
            held = null;
            if (context != null) {
                context.flush();
            }
        }
    }
}
