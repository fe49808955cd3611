package dev.trestle.app.metrics;

import dev.trestle.bridge.MetricSource;
import dev.trestle.bridge.MetricSource.Bucket;
import dev.trestle.bridge.MetricSource.Counter;
import dev.trestle.bridge.MetricSource.Gauge;
import dev.trestle.bridge.MetricSource.Histogram;
import dev.trestle.bridge.MetricSource.Metric;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.List;
import java.util.Map;

/**
 * What codecs and filters count by names of their own, as it is at the moment of a scrape. Names are theirs: what {@link
 * PluggedNames} makes of them is what Prometheus sees, and no name of theirs can break a scrape.
 */
public final class PluggedMetrics implements MultiCollector {
    private static final String HELP = "Defined by a module as ";

    private final List<MetricSource> sources;

    /** Asks {@code sources} at each scrape. */
    public PluggedMetrics(List<MetricSource> sources) {
        this.sources = List.copyOf(sources);
    }

    @Override
    public MetricSnapshots collect() {
        PluggedNames names = new PluggedNames();
        sources.forEach(source -> source.metrics().forEach(names::add));
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        for (Map.Entry<String, Metric> each : names.all().entrySet()) {
            all.metricSnapshot(snapshot(each.getKey(), each.getValue()));
        }
        return all.build();
    }

    private static MetricSnapshot snapshot(String name, Metric metric) {
        String help = HELP + metric.name();
        return switch (metric) {
            case Counter counter ->
                PluggedNames.isCounter(name) ? counter(name, help, counter) : unknown(name, help, counter);
            case Gauge gauge ->
                GaugeSnapshot.builder()
                        .name(name)
                        .help(help)
                        .dataPoint(GaugeDataPointSnapshot.builder()
                                .value((double) gauge.value())
                                .build())
                        .build();
            case Histogram histogram -> histogram(name, help, histogram);
        };
    }

    private static MetricSnapshot counter(String name, String help, Counter counter) {
        return CounterSnapshot.builder()
                .name(PluggedNames.family(name))
                .help(help)
                .dataPoint(CounterDataPointSnapshot.builder()
                        .value((double) counter.value())
                        .build())
                .build();
    }

    /** A counter that is not called one: as a counter it would be shown by another name. */
    private static MetricSnapshot unknown(String name, String help, Counter counter) {
        return UnknownSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(UnknownDataPointSnapshot.builder()
                        .value((double) counter.value())
                        .build())
                .build();
    }

    private static MetricSnapshot histogram(String name, String help, Histogram histogram) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (Bucket bucket : histogram.buckets()) {
            buckets.bucket(bucket.upTo(), bucket.count());
        }
        return HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets.build())
                        .sum(histogram.sum())
                        .build())
                .build();
    }
}
