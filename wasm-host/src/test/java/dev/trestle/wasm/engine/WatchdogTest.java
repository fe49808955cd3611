package dev.trestle.wasm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatchdogTest {
    private static final long MILLI = 1_000_000;

    private final Watchdog watchdog = new Watchdog();

    @Test
    void call_isInterrupted_onceItsTimeIsUp_andNoInterruptIsLeftBehind() {
        Guard guard = watchdog.newGuard(2 * MILLI);
        for (int i = 0; i < 20; i++) {
            guard.enter();
            long start = System.nanoTime();
            while (!Thread.currentThread().isInterrupted() && System.nanoTime() - start < 10_000 * MILLI) {
                Thread.onSpinWait();
            }
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            guard.exit();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    @Test
    void call_isLeftAlone_whenItReturnsInTime() {
        Guard guard = watchdog.newGuard(MILLI);
        int interrupts = 0;
        for (int i = 0; i < 2_000_000; i++) {
            guard.enter();
            interrupts += Thread.currentThread().isInterrupted() ? 1 : 0;
            guard.exit();
        }
        assertThat(interrupts).isZero();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void interrupt_waits_whenItWasMeantForTheThreadAndNotForTheGuest() {
        Guard guard = watchdog.newGuard(1_000 * MILLI);
        Thread.currentThread().interrupt();
        guard.enter();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        guard.exit();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void call_isInterrupted_whenTheWatchdogHasSlept() throws InterruptedException {
        Guard guard = watchdog.newGuard(2 * MILLI);
        long start = System.nanoTime();
        while (!watchdog.isAsleep() && System.nanoTime() - start < 30_000 * MILLI) {
            Thread.onSpinWait();
        }
        assertThat(watchdog.isAsleep()).isTrue();
        guard.enter();
        start = System.nanoTime();
        while (!Thread.currentThread().isInterrupted() && System.nanoTime() - start < 10_000 * MILLI) {
            Thread.onSpinWait();
        }
        guard.exit();
        assertThat(System.nanoTime() - start).isLessThan(10_000 * MILLI);
        assertThat(watchdog.isAsleep()).isFalse();
    }
}
