package dev.trestle.wasm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final long MILLI = 1_000_000;

    private final Guard guard = new Guard(new Watchdog(), 10 * MILLI);

    @AfterEach
    void leaveNoInterrupt() {
        guard.exit();
    }

    @Test
    void call_isInterrupted_whenItsTimeIsUp() {
        guard.enter();
        look(0);
        look(8);
        look(9);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        look(10);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void call_isLeftAlone_whenTheMachineStoodStillAndItReturnsThen() {
        guard.enter();
        look(0);
        look(100);
        guard.exit();
        guard.enter();
        look(102);
        look(104);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void call_hasTimeOfItsOwn_whenTheOneBeforeWasOverdue() {
        guard.enter();
        look(0);
        look(100);
        guard.exit();
        guard.enter();
        look(102);
        look(113);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        look(115);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    private void look(long cpuMillis) {
        guard.watch(thread -> cpuMillis * MILLI);
    }
}
