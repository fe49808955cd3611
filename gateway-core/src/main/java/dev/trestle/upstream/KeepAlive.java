package dev.trestle.upstream;

import dev.trestle.bridge.Heartbeat;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Proves a quiet connection alive, and ends an unused one. A heartbeat is no use: a connection without exchanges goes after its
 * idle timeout however often it beats. On the connection's event loop only.
 */
final class KeepAlive {
    private final Line line;
    private final EventLoop loop;
    private final @Nullable Heartbeat heartbeat;
    private final long idleNanos;
    private final long periodMillis;
    private long lastReadNanos = System.nanoTime();
    private long lastWriteNanos = lastReadNanos;
    private long lastBeatNanos = lastReadNanos;
    private long unusedSinceNanos = lastReadNanos;
    private long unansweredSinceNanos;
    private boolean unanswered;
    private boolean stopped;

    /** The connection it watches. */
    interface Line {
        /** Exchanges it carries. */
        int inFlight();

        /** Whether a heartbeat may be written now: it is ready, and no exchange has it for itself. */
        boolean maySendHeartbeat();

        /** Sends a heartbeat. */
        void beat(Heartbeat heartbeat);

        /** No answer came in time. */
        void onDead();

        /** It was unused for the idle timeout. */
        void onIdle();
    }

    KeepAlive(Line line, EventLoop loop, @Nullable Heartbeat heartbeat, long idleMillis) {
        this.line = line;
        this.loop = loop;
        this.heartbeat = heartbeat;
        this.idleNanos = TimeUnit.MILLISECONDS.toNanos(idleMillis);
        long beat = heartbeat == null
                ? idleMillis
                : Math.min(heartbeat.interval().toMillis(), heartbeat.timeout().toMillis());
        this.periodMillis = Math.clamp(Math.min(idleMillis, beat) / 2, 10, 30_000);
    }

    void start() {
        var unused = loop.schedule(this::tick, periodMillis, TimeUnit.MILLISECONDS);
    }

    void stop() {
        stopped = true;
    }

    void onRead() {
        lastReadNanos = System.nanoTime();
        unanswered = false;
    }

    void onWrite() {
        lastWriteNanos = System.nanoTime();
    }

    /** The last exchange has ended. */
    void onUnused() {
        unusedSinceNanos = System.nanoTime();
    }

    private void tick() {
        if (stopped) {
            return;
        }
        long now = System.nanoTime();
        if (line.inFlight() == 0 && now - unusedSinceNanos >= idleNanos) {
            line.onIdle();
        } else if (heartbeat != null) {
            watch(heartbeat, now);
        }
        if (!stopped) {
            start();
        }
    }

    private void watch(Heartbeat beat, long now) {
        if (unanswered && now - unansweredSinceNanos >= beat.timeout().toNanos()) {
            line.onDead();
        } else if (isDue(beat.interval().toNanos(), now) && line.maySendHeartbeat()) {
            lastBeatNanos = now;
            if (!unanswered) {
                unanswered = true;
                unansweredSinceNanos = now;
            }
            line.beat(beat);
        }
    }

    /** Requests that are written prove nothing, answers do; and a peer that hears nothing may close. */
    private boolean isDue(long interval, long now) {
        boolean quiet = now - lastReadNanos >= interval || now - lastWriteNanos >= interval;
        return quiet && now - lastBeatNanos >= interval;
    }
}
