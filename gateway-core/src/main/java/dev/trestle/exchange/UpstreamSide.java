package dev.trestle.exchange;

import dev.trestle.upstream.ClusterLoop;
import dev.trestle.upstream.UpstreamListener;
import dev.trestle.upstream.UpstreamShare;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The upstream's half of an attempt: nothing at all before the first byte is sent, then bytes that wait for a share of a
 * connection, then the share. One thread.
 */
final class UpstreamSide {
    /** A streamed request waits with further pieces once this many wait for a connection. */
    private static final int MAX_WAITING = 2;

    private final ClusterLoop cluster;
    private final long exchangeId;
    private final Deque<ByteBuf> waiting = new ArrayDeque<>(2);
    private @Nullable UpstreamShare share;
    private ClusterLoop.@Nullable Cancellable acquiring;
    private boolean started;
    private boolean requestEnded;
    private boolean halfClosed;
    private long startNanos;

    UpstreamSide(ClusterLoop cluster) {
        this.cluster = cluster;
        this.exchangeId = cluster.nextExchangeId();
    }

    long exchangeId() {
        return exchangeId;
    }

    /** Whether a byte was sent. */
    boolean isStarted() {
        return started;
    }

    boolean isHalfClosed() {
        return halfClosed;
    }

    /** Writes, or keeps until there is a share, which the first call asks for; dropped when the connection is gone. Given away. */
    void send(ByteBuf bytes, UpstreamListener listener) {
        UpstreamShare current = share;
        if (current != null) {
            current.write(bytes);
        } else if (!started) {
            waiting.add(bytes);
            start(listener);
        } else if (acquiring != null) {
            waiting.add(bytes);
        } else {
            bytes.release();
        }
    }

    private void start(UpstreamListener listener) {
        started = true;
        startNanos = System.nanoTime();
        ClusterLoop.Cancellable wait = cluster.acquire(exchangeId, listener);
        // A failure may have come before acquire returned; then there is nothing to wait for, and cancelling is a
        // no-op.
        if (share == null) {
            acquiring = wait;
        }
    }

    /** The share is there: what waited is written. Returns how long it waited, nanoseconds. */
    long acquired(UpstreamShare acquired) {
        share = acquired;
        acquiring = null;
        while (!waiting.isEmpty()) {
            acquired.write(waiting.remove());
        }
        // In this order: behind a FIN no other request may follow.
        if (halfClosed) {
            acquired.halfClose();
        }
        if (requestEnded) {
            acquired.requestEnd();
        }
        return System.nanoTime() - startNanos;
    }

    /** The connection, or the wait for it, is over. */
    void lost() {
        share = null;
        acquiring = null;
    }

    /** Whether the upstream has, or gets, all of the request. */
    boolean isRequestEnded() {
        return requestEnded;
    }

    /** The bridge has been shown all of the request. */
    void requestEnd() {
        requestEnded = true;
        UpstreamShare current = share;
        if (current != null) {
            current.requestEnd();
        }
    }

    void halfClose() {
        halfClosed = true;
        UpstreamShare current = share;
        if (current != null) {
            current.halfClose();
        }
    }

    /** Whether a streamed request may bring its next piece. */
    boolean hasRoom() {
        UpstreamShare current = share;
        return current == null ? waiting.size() < MAX_WAITING : current.writable();
    }

    /** Slows the upstream down to the client's pace. */
    void reading(boolean on) {
        UpstreamShare current = share;
        if (current != null) {
            current.reading(on);
        }
    }

    /** Whether bytes that were sent may still be on their way; {@code done} runs once they are written, if they ever are. */
    boolean awaitsWrites(Runnable done) {
        UpstreamShare current = share;
        if (current != null) {
            current.whenWritten(done);
        }
        return current != null || acquiring != null;
    }

    /** Gives everything back: a clean share for the next exchange. */
    void close(boolean clean) {
        ClusterLoop.Cancellable wait = acquiring;
        acquiring = null;
        if (wait != null) {
            wait.cancel();
        }
        UpstreamShare held = share;
        share = null;
        if (held != null && clean) {
            held.release();
        } else if (held != null) {
            held.abandon();
        }
        waiting.forEach(ByteBuf::release);
        waiting.clear();
    }
}
