package dev.trestle.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions instead of sleeping; every wait has a bound. */
public final class Waiting {
    /** Far beyond what anything here takes, so that a slow machine never decides a test. */
    public static final Duration BOUND = Duration.ofSeconds(20);

    private static final long POLL_NANOS = 500_000;

    private Waiting() {}

    /**
     * Returns once {@code condition} holds.
     *
     * @param what completes the sentence "waited for"
     * @throws AssertionError if it does not hold within {@link #BOUND}
     */
    public static void until(String what, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new AssertionError("waited " + BOUND.toSeconds() + " s for " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
