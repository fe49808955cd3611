package dev.trestle.app.otlp;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * What a scrape would show, as metrics of OTLP by the same names: whoever moves from one to the other keeps dashboards and alerts. Counters and
 * histograms are cumulative since the process started.
 */
final class OtlpMetrics {
    private static final String COUNT = "_count";
    private static final String SUM = "_sum";

    private final PrometheusRegistry registry;
    private final Resource resource;
    private final long startNanos = now();

    OtlpMetrics(PrometheusRegistry registry, Resource resource) {
        this.registry = registry;
        this.resource = resource;
    }

    private static long now() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    /** All metrics, as they are now. */
    List<MetricData> collect() {
        List<MetricData> all = new ArrayList<>();
        long at = now();
        for (MetricSnapshot snapshot : registry.scrape()) {
            add(snapshot, at, all);
        }
        return all;
    }

    private void add(MetricSnapshot snapshot, long at, List<MetricData> all) {
        String name = snapshot.getMetadata().getPrometheusName();
        switch (snapshot) {
            case CounterSnapshot counter ->
                all.add(sum(
                        snapshot,
                        name + "_total",
                        points(counter, at, CounterSnapshot.CounterDataPointSnapshot::getValue)));
            case GaugeSnapshot gauge ->
                all.add(gauge(snapshot, name, points(gauge, at, GaugeSnapshot.GaugeDataPointSnapshot::getValue)));
            case UnknownSnapshot unknown ->
                all.add(gauge(snapshot, name, points(unknown, at, UnknownSnapshot.UnknownDataPointSnapshot::getValue)));
            case HistogramSnapshot histogram -> all.add(histogram(histogram, name, at));
            case SummarySnapshot summary -> {
                all.add(sum(snapshot, name + COUNT, points(summary, at, SummaryDataPointSnapshot::getCount)));
                all.add(sum(snapshot, name + SUM, points(summary, at, SummaryDataPointSnapshot::getSum)));
            }
            default -> {
                // Kinds that nobody here makes.
            }
        }
    }

    @SuppressWarnings("unchecked") // a snapshot has points of its own kind
    private <P extends io.prometheus.metrics.model.snapshots.DataPointSnapshot> List<DoublePointData> points(
            MetricSnapshot snapshot, long at, ToDoubleFunction<P> value) {
        return snapshot.getDataPoints().stream()
                .map(point -> DoublePointData.create(
                        startNanos, at, attributes(point.getLabels()), value.applyAsDouble((P) point), List.of()))
                .toList();
    }

    private MetricData sum(MetricSnapshot of, String name, List<DoublePointData> points) {
        return metric(
                of,
                name,
                MetricDataType.DOUBLE_SUM,
                SumData.createDoubleSumData(true, AggregationTemporality.CUMULATIVE, points));
    }

    private MetricData gauge(MetricSnapshot of, String name, List<DoublePointData> points) {
        return metric(of, name, MetricDataType.DOUBLE_GAUGE, GaugeData.createDoubleGaugeData(points));
    }

    private MetricData histogram(HistogramSnapshot snapshot, String name, long at) {
        List<HistogramPointData> points = snapshot.getDataPoints().stream()
                .filter(HistogramDataPointSnapshot::hasClassicHistogramData)
                .map(point -> point(point, at))
                .toList();
        return metric(
                snapshot,
                name,
                MetricDataType.HISTOGRAM,
                HistogramData.create(AggregationTemporality.CUMULATIVE, points));
    }

    private HistogramPointData point(HistogramDataPointSnapshot point, long at) {
        ClassicHistogramBuckets buckets = point.getClassicBuckets();
        List<Double> bounds = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            if (buckets.getUpperBound(i) != Double.POSITIVE_INFINITY) {
                bounds.add(buckets.getUpperBound(i));
            }
            counts.add(buckets.getCount(i));
        }
        return HistogramPointData.create(
                startNanos, at, attributes(point.getLabels()), point.getSum(), false, 0, false, 0, bounds, counts);
    }

    private static Attributes attributes(Labels labels) {
        AttributesBuilder attributes = Attributes.builder();
        labels.forEach(label -> attributes.put(label.getName(), label.getValue()));
        return attributes.build();
    }

    private MetricData metric(MetricSnapshot of, String name, MetricDataType type, Data<?> data) {
        String help = of.getMetadata().getHelp();
        return new CollectedMetric(resource, name, help == null ? "" : help, type, data);
    }
}
