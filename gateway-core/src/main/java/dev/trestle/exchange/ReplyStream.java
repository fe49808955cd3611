package dev.trestle.exchange;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The body of a streamed reply, from the bridge to the client's socket at the client's pace. One thread. Above the high mark it
 * asks its exchange to stop reading the upstream, at zero to go on.
 */
final class ReplyStream implements Publisher<ByteBuf>, Subscription {
    static final int HIGH_MARK_BYTES = 256 * 1024;

    /** The server asks for pieces by number, 128 at most: small ones bound what waits in its socket. */
    static final int PIECE_BYTES = 16 * 1024;

    private final boolean bodiless;
    private final Flow flow;
    private final ArrayDeque<ByteBuf> queue = new ArrayDeque<>();
    private @Nullable Subscriber<? super ByteBuf> client;
    private long demand;
    private int queuedBytes;
    private long bytes;
    private boolean stopped;
    private boolean complete;
    private boolean over;
    private boolean draining;

    /** Whoever can slow the upstream down. */
    interface Flow {
        /** Stop (false) or restart (true) reading the upstream. */
        void reading(boolean on);

        /** The client is gone. */
        void clientGone();
    }

    /** Without a body when its status or method has none; what the bridge sends is dropped then. */
    ReplyStream(boolean bodiless, Flow flow) {
        this.bodiless = bodiless;
        this.flow = flow;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuf> subscriber) {
        client = subscriber;
        subscriber.onSubscribe(this);
        drain();
    }

    /** Bytes handed to the client's socket so far. */
    long bytes() {
        return bytes;
    }

    void data(ByteBuf piece) {
        if (over || complete || bodiless || !piece.isReadable()) {
            piece.release();
            return;
        }
        queuedBytes += piece.readableBytes();
        while (piece.readableBytes() > PIECE_BYTES) {
            queue.add(piece.readRetainedSlice(PIECE_BYTES));
        }
        queue.add(piece);
        drain();
        if (!stopped && !over && queuedBytes > HIGH_MARK_BYTES) {
            stopped = true;
            flow.reading(false);
        }
    }

    void end() {
        complete = true;
        drain();
    }

    @Override
    public void request(long n) {
        demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
        drain();
    }

    @Override
    public void cancel() {
        if (!over) {
            over = true;
            release();
            flow.clientGone();
        }
    }

    private void drain() {
        Subscriber<? super ByteBuf> subscriber = client;
        if (subscriber == null || draining) {
            return;
        }
        draining = true;
        while (demand > 0 && !over && !queue.isEmpty()) {
            ByteBuf piece = queue.remove();
            queuedBytes -= piece.readableBytes();
            bytes += piece.readableBytes();
            demand--;
            subscriber.onNext(piece);
        }
        draining = false;
        if (stopped && queuedBytes == 0 && !complete) {
            stopped = false;
            flow.reading(true);
        }
        if (complete && queue.isEmpty() && !over) {
            over = true;
            subscriber.onComplete();
        }
    }

    private void release() {
        queue.forEach(ByteBuf::release);
        queue.clear();
        queuedBytes = 0;
    }
}
