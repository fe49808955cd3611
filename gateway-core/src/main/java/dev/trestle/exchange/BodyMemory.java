package dev.trestle.exchange;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of bodies that exchanges hold, over all event loops: each body has a limit of its own, and many slow clients together
 * would still be more than the process has. Requests give way, and find another gateway; replies count, but a call that was made is
 * answered. Thread safe.
 */
final class BodyMemory {
    private static final Logger LOG = LoggerFactory.getLogger(BodyMemory.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final long limit;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong nextWarningNanos = new AtomicLong(System.nanoTime());

    BodyMemory(long limit) {
        this.limit = limit;
    }

    /** Half of what the heap may be, which is also the limit of memory outside it. */
    static BodyMemory ofProcess() {
        return new BodyMemory(Runtime.getRuntime().maxMemory() / 2);
    }

    /** Takes {@code bytes} if there is room for them. */
    boolean take(long bytes) {
        if (held.addAndGet(bytes) <= limit) {
            return true;
        }
        held.addAndGet(-bytes);
        warn();
        return false;
    }

    /** Takes {@code bytes}, room or not. */
    void add(long bytes) {
        held.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }

    /** Once a minute: each refused request is in the access log. */
    private void warn() {
        long now = System.nanoTime();
        long due = nextWarningNanos.get();
        if (now - due >= 0 && nextWarningNanos.compareAndSet(due, now + QUIET_NANOS)) {
            LOG.warn(
                    "bodies in flight take all of their {} MB: requests with a body are refused (overloaded)",
                    limit >> 20);
        }
    }
}
