package dev.trestle.wasm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final long MILLI = 1_000_000;

    private final Guard guard = new Guard(new Watchdog(), 10 * MILLI);
    private long cpuNanos = 7_000 * MILLI;

    @AfterEach
    void leaveNoInterrupt() {
        guard.exit();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void call_isInterrupted_whenItsTimeIsUp() {
        guard.enter();
        lookAfter(3);
        for (int i = 0; i < 4; i++) {
            lookAfter(2);
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        lookAfter(2);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void call_isLeftAlone_whenTheMachineStoodStill() {
        guard.enter();
        lookAfter(1);
        lookAfter(100);
        lookAfter(2);
        lookAfter(2);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        lookAfter(2);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void call_hasTimeOfItsOwn_whateverTheOneBeforeTook() {
        for (int call = 0; call < 5; call++) {
            guard.enter();
            lookAfter(5);
            lookAfter(4);
            lookAfter(4);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            guard.exit();
        }
        guard.enter();
    }

    private void lookAfter(long cpuMillis) {
        cpuNanos += cpuMillis * MILLI;
        guard.watch(thread -> cpuNanos);
    }
}
