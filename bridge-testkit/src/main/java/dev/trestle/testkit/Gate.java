package dev.trestle.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A closed gate that a test opens: the other side waits there instead of sleeping. Thread safe. */
public final class Gate {
    private final CountDownLatch latch = new CountDownLatch(1);

    /** Lets everyone through, now and later. */
    public void open() {
        latch.countDown();
    }

    /**
     * Waits until the gate is open.
     *
     * @throws AssertionError if nobody opens it within {@link Waiting#BOUND}
     */
    public void pass() throws InterruptedException {
        if (!latch.await(Waiting.BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("waited " + Waiting.BOUND.toSeconds() + " s at a gate that nobody opened");
        }
    }
}
