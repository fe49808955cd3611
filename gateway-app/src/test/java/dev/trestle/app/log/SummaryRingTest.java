package dev.trestle.app.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.exchange.ExchangeSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryRingTest {
    @Test
    void poll_givesInOrder_acrossManyTurnsOfTheRing() {
        SummaryRing<ExchangeSummary> ring = new SummaryRing<>(4);
        List<String> polled = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            assertThat(ring.offer(Summaries.ok(2 * i + ""))).isTrue();
            assertThat(ring.offer(Summaries.ok(2 * i + 1 + ""))).isTrue();
            polled.add(id(ring.poll()));
            polled.add(id(ring.poll()));
        }
        assertThat(polled)
                .isEqualTo(IntStream.range(0, 20).mapToObj(String::valueOf).toList());
        assertThat(ring.poll()).isNull();
    }

    @Test
    void offer_refuses_whenFull_andTakesAgainAfterAPoll() {
        SummaryRing<ExchangeSummary> ring = new SummaryRing<>(2);
        assertThat(ring.offer(Summaries.ok("a"))).isTrue();
        assertThat(ring.offer(Summaries.ok("b"))).isTrue();
        assertThat(ring.offer(Summaries.ok("c"))).isFalse();
        assertThat(id(ring.poll())).isEqualTo("a");
        assertThat(ring.offer(Summaries.ok("d"))).isTrue();
        assertThat(List.of(id(ring.poll()), id(ring.poll()))).containsExactly("b", "d");
    }

    @Test
    void newRing_isRefused_whenTheCapacityIsNoPowerOfTwo() {
        assertThatThrownBy(() -> new SummaryRing<ExchangeSummary>(3)).hasMessage("3 (expected: a power of two)");
    }

    @Test
    void everyOfferThatWasTaken_isPolledOnce_inTheOrderOfItsThread() throws InterruptedException {
        int threads = 4;
        int each = 50_000;
        SummaryRing<ExchangeSummary> ring = new SummaryRing<>(64);
        CountDownLatch running = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            String name = t + ":";
            Thread.ofPlatform().daemon().start(() -> {
                for (int i = 0; i < each; i++) {
                    ExchangeSummary summary = Summaries.ok(name + i);
                    while (!ring.offer(summary)) {
                        Thread.onSpinWait();
                    }
                }
                running.countDown();
            });
        }
        Map<String, Integer> next = new HashMap<>();
        for (int polled = 0; polled < threads * each; ) {
            ExchangeSummary summary = ring.poll();
            if (summary == null) {
                Thread.onSpinWait();
                continue;
            }
            String[] parts = summary.requestId().split(":");
            assertThat(Integer.parseInt(parts[1])).isEqualTo(next.merge(parts[0], 1, Integer::sum) - 1);
            polled++;
        }
        running.await();
        assertThat(ring.poll()).isNull();
    }

    private static String id(@org.jspecify.annotations.Nullable ExchangeSummary summary) {
        return summary == null ? "nothing" : summary.requestId();
    }
}
