package dev.trestle.app.metrics;

import dev.trestle.bridge.MetricSource.Bucket;
import dev.trestle.bridge.MetricSource.Counter;
import dev.trestle.bridge.MetricSource.Gauge;
import dev.trestle.bridge.MetricSource.Histogram;
import dev.trestle.bridge.MetricSource.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Metrics by the names that Prometheus sees: theirs, with {@code _} for each character that may not be there, and {@code module_} before
 * one that would look like the gateway's own. Those of one kind whose names become the same are added up; where a name is taken by another
 * kind, the later one has its kind behind it. Not thread safe.
 */
final class PluggedNames {
    /** What the gateway's own names begin with. */
    static final List<String> OWN = List.of("trestle_", "jvm_", "process_", "system_", "netty_");

    private static final Pattern ILLEGAL = Pattern.compile("^$|^[^a-zA-Z_]|[^a-zA-Z0-9_]");
    private static final String COUNTER_ENDING = "_total";

    private final Map<String, Metric> all = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** Whether a counter of this name can be shown as one: Prometheus's formats put one such ending behind its family. */
    static boolean isCounter(String name) {
        return name.endsWith(COUNTER_ENDING)
                && !family(name).isEmpty()
                && !family(name).endsWith(COUNTER_ENDING);
    }

    /** The name of a counter without its ending. */
    static String family(String name) {
        return name.substring(0, name.length() - COUNTER_ENDING.length());
    }

    /** A metric, later than those that were added before. */
    void add(Metric metric) {
        String name = legal(metric.name());
        while (true) {
            Metric same = all.get(name);
            if (same != null && same.getClass() == metric.getClass()) {
                all.put(name, sum(same, metric));
                return;
            }
            List<String> shown = shown(name, metric);
            if (Collections.disjoint(taken, shown)) {
                all.put(name, metric);
                taken.addAll(shown);
                return;
            }
            name += "_" + kind(metric);
        }
    }

    /** All, in the order in which they were added. */
    Map<String, Metric> all() {
        return Collections.unmodifiableMap(all);
    }

    private static String legal(String name) {
        String legal = ILLEGAL.matcher(name).replaceAll("_");
        return OWN.stream().anyMatch(legal::startsWith) ? "module_" + legal : legal;
    }

    /** The names that lines of it have, and that of its family. */
    private static List<String> shown(String name, Metric metric) {
        return switch (metric) {
            case Counter counter -> isCounter(name) ? List.of(name, family(name)) : List.of(name);
            case Gauge gauge -> List.of(name);
            case Histogram histogram -> List.of(name, name + "_bucket", name + "_count", name + "_sum");
        };
    }

    private static String kind(Metric metric) {
        return switch (metric) {
            case Counter counter -> "counter";
            case Gauge gauge -> "gauge";
            case Histogram histogram -> "histogram";
        };
    }

    private static Metric sum(Metric one, Metric other) {
        return switch (one) {
            case Counter counter -> new Counter(counter.name(), counter.value() + ((Counter) other).value());
            case Gauge gauge -> new Gauge(gauge.name(), gauge.value() + ((Gauge) other).value());
            case Histogram histogram -> sum(histogram, (Histogram) other);
        };
    }

    private static Metric sum(Histogram one, Histogram other) {
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < one.buckets().size(); i++) {
            Bucket bucket = one.buckets().get(i);
            buckets.add(new Bucket(
                    bucket.upTo(), bucket.count() + other.buckets().get(i).count()));
        }
        return new Histogram(one.name(), List.copyOf(buckets), one.sum() + other.sum());
    }
}
