package dev.trestle.wasm.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.MetricSource.Bucket;
import dev.trestle.bridge.MetricSource.Counter;
import dev.trestle.bridge.MetricSource.Gauge;
import dev.trestle.bridge.MetricSource.Histogram;
import dev.trestle.bridge.MetricSource.Metric;
import dev.trestle.wasm.Host;
import dev.trestle.wasm.Host.MetricKind;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What modules count, kept for whoever reads it. */
class ModuleMetricsTest {
    private final Lines log = new Lines();
    private final ModuleMetrics metrics = new ModuleMetrics(log);

    @Test
    void counterAndGauge_areShared_byKindAndName() {
        metrics.define(MetricKind.COUNTER, "a").add(2);
        metrics.define(MetricKind.COUNTER, "a").add(3);
        metrics.define(MetricKind.GAUGE, "a").record(7);
        metrics.define(MetricKind.GAUGE, "a").add(-9);
        assertThat(metrics.metrics()).containsExactly(new Counter("a", 5), new Gauge("a", -2));
    }

    @Test
    void histogram_hasEachValueInItsBucket() {
        Host.Metric sizes = metrics.define(MetricKind.HISTOGRAM, "sizes");
        for (long value : new long[] {0, 1, 2, 5, 3_600_000, 3_600_001, -1}) {
            sizes.record(value);
        }
        Histogram shown = (Histogram) metrics.metrics().getFirst();
        assertThat(shown.buckets())
                .filteredOn(bucket -> bucket.count() > 0)
                .containsExactly(
                        new Bucket(0.5, 1),
                        new Bucket(1, 1),
                        new Bucket(5, 2),
                        new Bucket(3_600_000, 1),
                        new Bucket(Double.POSITIVE_INFINITY, 2));
        assertThat(shown.buckets()).hasSize(20);
        assertThat(shown.sum()).isEqualTo(8 + 7_200_001 + (double) Long.MAX_VALUE);
    }

    @Test
    void moduleWithTooManyNames_countsOn_andIsToldOnce() {
        for (int i = 0; i < 1001; i++) {
            metrics.define(MetricKind.COUNTER, "name" + i);
        }
        Host.Metric beyond = metrics.define(MetricKind.COUNTER, "beyond");
        beyond.add(4);
        assertThat(beyond.value()).isEqualTo(4);
        assertThat(metrics.metrics()).hasSize(1000).extracting(Metric::name).doesNotContain("name1000", "beyond");
        assertThat(log.lines).singleElement().asString().contains("name1000");
    }

    /** Keeps what it is told. */
    private static final class Lines implements System.Logger {
        final List<String> lines = new ArrayList<>();

        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String text, @Nullable Throwable thrown) {
            lines.add(text);
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... values) {
            lines.add(format + " " + List.of(values));
        }
    }
}
