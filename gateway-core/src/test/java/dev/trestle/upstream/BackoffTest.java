package dev.trestle.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final long SECOND = 1_000_000_000L;

    private final Backoff backoff = new Backoff(
            Bench.config("minBackoff: 10s, maxBackoff: 35s", "127.0.0.1:1").pool());

    @Test
    void pause_doublesUpToItsMost_whenConnectsFailOneAfterTheOther() {
        backoff.onFailure("refused", System.nanoTime());
        assertPause(Duration.ofSeconds(10));
        backoff.onFailure("refused", System.nanoTime());
        assertPause(Duration.ofSeconds(20));
        backoff.onFailure("refused", System.nanoTime());
        assertPause(Duration.ofSeconds(35));
    }

    @Test
    void pause_countsOnce_whenConnectsUnderWayTogetherFail() {
        long together = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            backoff.onFailure("refused", together);
        }
        assertPause(Duration.ofSeconds(10));
        assertThat(backoff.failures()).isEqualTo(10);
    }

    @Test
    void pause_startsAnew_whenAConnectSucceedsInBetween() {
        backoff.onFailure("refused", System.nanoTime());
        backoff.onFailure("refused", System.nanoTime());
        backoff.onSuccess();
        assertThat(backoff.isRunning()).isFalse();
        backoff.onFailure("refused", System.nanoTime());
        assertPause(Duration.ofSeconds(10));
    }

    private void assertPause(Duration pause) {
        assertThat(backoff.isRunning()).isTrue();
        assertThat(backoff.remainingNanos()).isBetween(pause.toNanos() - 5 * SECOND, pause.toNanos());
    }
}
