package dev.trestle.exchange;

import io.netty.channel.EventLoop;
import io.netty.util.collection.LongObjectHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of what one event loop has begun. Those with the same timeout expire in the order they began, so each timeout is
 * a queue with one timer of the loop's for all that stand in it: to begin and to cancel costs a link. On that loop only.
 */
final class Deadlines {
    private final EventLoop loop;
    private final LongObjectHashMap<Queue> queues = new LongObjectHashMap<>();

    Deadlines(EventLoop loop) {
        this.loop = loop;
    }

    /** Runs {@code onExpired} on the loop {@code nanos} from now, or a little later, unless it is cancelled before. */
    Deadline start(long nanos, Runnable onExpired) {
        Queue queue = queues.get(nanos);
        if (queue == null) {
            queue = new Queue(nanos);
            queues.put(nanos, queue);
        }
        return queue.add(onExpired);
    }

    /** How many distinct timeouts have a queue. */
    int queues() {
        return queues.size();
    }

    /** One of them. */
    static final class Deadline {
        private final Queue queue;
        private final Runnable onExpired;
        private final long atNanos;
        private @Nullable Deadline before;
        private @Nullable Deadline after;
        private boolean over;

        private Deadline(Queue queue, Runnable onExpired, long atNanos) {
            this.queue = queue;
            this.onExpired = onExpired;
            this.atNanos = atNanos;
        }

        /** When it expires, by {@code System.nanoTime()}. */
        long atNanos() {
            return atNanos;
        }

        /** A no-op once it has expired. */
        void cancel() {
            if (!over) {
                queue.remove(this);
            }
        }
    }

    private final class Queue {
        private final long nanos;
        private @Nullable Deadline first;
        private @Nullable Deadline last;

        Queue(long nanos) {
            this.nanos = nanos;
            tickAfter(nanos);
        }

        Deadline add(Runnable onExpired) {
            Deadline added = new Deadline(this, onExpired, System.nanoTime() + nanos);
            added.before = last;
            if (last == null) {
                first = added;
            } else {
                last.after = added;
            }
            last = added;
            return added;
        }

        void remove(Deadline removed) {
            removed.over = true;
            if (removed.before == null) {
                first = removed.after;
            } else {
                removed.before.after = removed.after;
            }
            if (removed.after == null) {
                last = removed.before;
            } else {
                removed.after.before = removed.before;
            }
        }

        private void tickAfter(long delayNanos) {
            var unused = loop.schedule(this::tick, delayNanos, TimeUnit.NANOSECONDS);
        }

        private void tick() {
            long now = System.nanoTime();
            Deadline due = first;
            while (due != null && due.atNanos - now <= 0) {
                remove(due);
                due.onExpired.run();
                due = first;
            }
            if (due == null) {
                queues.remove(nanos);
            } else {
                tickAfter(due.atNanos - now);
            }
        }
    }
}
