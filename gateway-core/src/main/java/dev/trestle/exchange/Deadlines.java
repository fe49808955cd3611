package dev.trestle.exchange;

import dev.trestle.upstream.ClusterLoop;
import io.netty.channel.EventLoop;

/** Timers of one event loop. */
@FunctionalInterface
interface Deadlines {
    /** Runs {@code task} on the loop after {@code nanos}, unless it is cancelled before. */
    ClusterLoop.Cancellable schedule(long nanos, Runnable task);

    /** The loop's own timers. */
    static Deadlines of(EventLoop loop) {
        return (nanos, task) -> {
            var scheduled = loop.schedule(task, nanos, java.util.concurrent.TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        };
    }
}
