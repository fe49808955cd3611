package dev.trestle.upstream;

import dev.trestle.config.PoolConfig;
import org.jspecify.annotations.Nullable;

/**
 * The pause after a failed connect: the first is {@code minBackoff}, each further failure in a row doubles it up to
 * {@code maxBackoff}. Connects that were under way together fail together and count once. On one event loop only.
 */
final class Backoff {
    private final long minNanos;
    private final long maxNanos;
    private long pauseNanos;
    private long startNanos;
    private long failures;
    private @Nullable String lastReason;

    Backoff(PoolConfig pool) {
        minNanos = pool.minBackoff().toNanos();
        maxNanos = Math.max(minNanos, pool.maxBackoff().toNanos());
    }

    /** A connect that began at {@code connectNanos} failed. */
    void onFailure(String reason, long connectNanos) {
        failures++;
        boolean counted = lastReason != null && connectNanos - startNanos < 0;
        lastReason = reason;
        if (!counted) {
            pauseNanos = pauseNanos == 0 ? minNanos : Math.min(pauseNanos * 2, maxNanos);
            startNanos = System.nanoTime();
        }
    }

    void onSuccess() {
        lastReason = null;
        pauseNanos = 0;
    }

    /** Whether the last connect failed. */
    boolean hasFailed() {
        return lastReason != null;
    }

    boolean isRunning() {
        return hasFailed() && remainingNanos() > 0;
    }

    long remainingNanos() {
        return pauseNanos - (System.nanoTime() - startNanos);
    }

    @Nullable
    String lastReason() {
        return lastReason;
    }

    /** Failed connects since the start. */
    long failures() {
        return failures;
    }
}
