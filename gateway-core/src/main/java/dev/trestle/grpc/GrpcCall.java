package dev.trestle.grpc;

import dev.trestle.filter.FieldMap;
import dev.trestle.filter.GrpcCallouts.Call;
import dev.trestle.filter.GrpcCallouts.Listener;
import dev.trestle.filter.GrpcCallouts.More;
import dev.trestle.upstream.Cluster;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One call under way; nothing of it is sent twice. On its event loop, except for what says otherwise. */
public final class GrpcCall {
    private final Call call;
    private final Duration timeout;
    private final Listener listener;
    private final AtomicInteger unsentBytes = new AtomicInteger();
    /** What was sent before there was a stream. */
    private final ArrayDeque<Outgoing> early = new ArrayDeque<>();

    private @Nullable GrpcLine line;
    private @Nullable Channel stream;
    private @Nullable Future<?> timer;
    private boolean over;

    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    private record Outgoing(byte @Nullable [] message, More more) {}

    /**
     * A call that {@link #start} opens. On any thread.
     *
     * @param timeout instead of the call's own; zero for none
     * @param listener told on the event loop, unless the call is cancelled before
     */
    public GrpcCall(Call call, Duration timeout, Listener listener) {
        this.call = call;
        this.timeout = timeout;
        this.listener = listener;
    }

    /** Opens it on {@code loop}, at one of the endpoints of {@code cluster}. */
    public void start(EventLoop loop, Cluster cluster, GrpcLines lines) {
        if (over) {
            return;
        }
        if (!timeout.isZero()) {
            timer = loop.schedule(this::onTimeout, timeout.toNanos(), TimeUnit.NANOSECONDS);
        }
        GrpcLine found = lines.line(loop, cluster);
        if (found == null) {
            end(new FieldMap(), GrpcStatus.exhausted("too many connections"));
        } else {
            line = found;
            found.add(this);
        }
    }

    /** Counts a message that is on its way to {@link #send}. On any thread. */
    public void onGiven(byte @Nullable [] message) {
        unsentBytes.addAndGet(message == null ? 0 : message.length);
    }

    /** What was given and is not sent. On any thread. */
    public int unsentBytes() {
        return unsentBytes.get();
    }

    /** Sends a message that {@link #onGiven} has counted, or only the end if there is none. */
    public void send(byte @Nullable [] message, More more) {
        if (over) {
            onSent(message);
        } else if (stream == null) {
            early.add(new Outgoing(message, more));
        } else {
            write(stream, message, more);
        }
    }

    private void write(Channel on, byte @Nullable [] message, More more) {
        var unused = on.writeAndFlush(new DefaultHttp2DataFrame(framed(message), more == More.NO))
                .addListener(done -> onSent(message));
    }

    private static ByteBuf framed(byte @Nullable [] message) {
        if (message == null) {
            return Unpooled.EMPTY_BUFFER;
        }
        byte[] prefix = ByteBuffer.allocate(MessageCutter.PREFIX_BYTES)
                .putInt(1, message.length)
                .array();
        return Unpooled.wrappedBuffer(prefix, message);
    }

    private void onSent(byte @Nullable [] message) {
        unsentBytes.addAndGet(message == null ? 0 : -message.length);
    }

    private void onTimeout() {
        GrpcLine on = line;
        end(new FieldMap(), GrpcStatus.late("not within " + timeout.toMillis() + " ms"));
        if (on != null) {
            on.onTimeout();
        }
    }

    /** Gives it up; the listener is told nothing more. */
    public void cancel() {
        if (over) {
            return;
        }
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
        for (Outgoing each = early.poll(); each != null; each = early.poll()) {
            onSent(each.message());
        }
        if (stream != null) {
            // Resets what has not ended on both sides.
            var unused = stream.close();
        }
        if (line != null) {
            line.onOver(this);
        }
    }

    // ---- what its line and its reply tell ----

    boolean isOver() {
        return over;
    }

    GrpcReply newReply() {
        return new GrpcReply(this, call.maxMessageBytes());
    }

    void onOpened(Channel opened, String authority) {
        if (over) {
            var unused = opened.close();
            return;
        }
        stream = opened;
        var head = new DefaultHttp2HeadersFrame(GrpcFields.of(call, authority, timeout));
        var unused = opened.writeAndFlush(head).addListener(done -> {
            if (!done.isSuccess() && !over && line != null) {
                line.onRefused(this, done.cause());
            }
        });
        for (Outgoing each = early.poll(); each != null; each = early.poll()) {
            write(opened, each.message(), each.more());
        }
    }

    void onMetadata(FieldMap metadata) {
        listener.onMetadata(metadata);
    }

    void onMessage(byte[] message) {
        listener.onMessage(message);
    }

    void onLost(String reason) {
        end(new FieldMap(), GrpcStatus.unavailable(line == null ? reason : line.reason(reason)));
    }

    /** It has ended. */
    void end(FieldMap trailers, GrpcStatus status) {
        if (!over) {
            cancel();
            listener.onEnd(trailers, status.code(), status.message());
        }
    }
}
