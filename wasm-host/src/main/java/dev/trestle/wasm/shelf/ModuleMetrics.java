package dev.trestle.wasm.shelf;

import dev.trestle.bridge.MetricSource;
import dev.trestle.wasm.Host;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;

/**
 * The metrics that modules have defined, by kind and name: modules that name the same share it. They stay when their module goes, as
 * totals do. Beyond {@value #MAX_METRICS} a module still counts, but for itself alone. Thread safe.
 */
final class ModuleMetrics implements MetricSource {
    private static final int MAX_METRICS = 1000;

    /** Envoy's, in whatever unit the module records. */
    private static final double[] BOUNDS = {
        0.5,
        1,
        5,
        10,
        25,
        50,
        100,
        250,
        500,
        1000,
        2500,
        5000,
        10_000,
        30_000,
        60_000,
        300_000,
        600_000,
        1_800_000,
        3_600_000,
        Double.POSITIVE_INFINITY
    };

    private final System.Logger log;
    private final Map<Key, Kept> known = new ConcurrentHashMap<>();
    private final Map<Key, Kept> inOrder = new LinkedHashMap<>();
    private boolean warned;

    ModuleMetrics(System.Logger log) {
        this.log = log;
    }

    private record Key(Host.MetricKind kind, String name) {}

    /** One that can be read. */
    private interface Kept extends Host.Metric {
        Metric now(String name);
    }

    Host.Metric define(Host.MetricKind kind, String name) {
        Key key = new Key(kind, name);
        Kept found = known.get(key);
        return found == null ? make(key) : found;
    }

    private synchronized Kept make(Key key) {
        Kept again = inOrder.get(key);
        if (again != null) {
            return again;
        }
        Kept made = switch (key.kind()) {
            case COUNTER -> new Tally(Counter::new);
            case GAUGE -> new Tally(Gauge::new);
            case HISTOGRAM -> new Distribution();
        };
        if (inOrder.size() < MAX_METRICS) {
            inOrder.put(key, made);
            known.put(key, made);
        } else if (!warned) {
            warned = true;
            log.log(
                    System.Logger.Level.WARNING,
                    "modules define more than {0} metrics: {1} and those that follow are not shown",
                    MAX_METRICS,
                    key.name());
        }
        return made;
    }

    @Override
    public synchronized List<Metric> metrics() {
        List<Metric> all = new ArrayList<>(inOrder.size());
        inOrder.forEach((key, kept) -> all.add(kept.now(key.name())));
        return all;
    }

    /** A number, shown as a metric of its kind. */
    private static final class Tally implements Kept {
        private final AtomicLong value = new AtomicLong();
        private final Shown shown;

        private interface Shown {
            Metric of(String name, long value);
        }

        Tally(Shown shown) {
            this.shown = shown;
        }

        @Override
        public void add(long delta) {
            value.addAndGet(delta);
        }

        @Override
        public void record(long recorded) {
            value.set(recorded);
        }

        @Override
        public long value() {
            return value.get();
        }

        @Override
        public Metric now(String name) {
            return shown.of(name, value());
        }
    }

    /** A module's values have no sign: those with the highest bit are very great. */
    private static final class Distribution implements Kept {
        private final AtomicLongArray counts = new AtomicLongArray(BOUNDS.length);
        private final DoubleAdder sum = new DoubleAdder();

        @Override
        public void add(long delta) {
            record(delta);
        }

        @Override
        public void record(long recorded) {
            double value = recorded < 0 ? Long.MAX_VALUE : recorded;
            int bucket = 0;
            while (value > BOUNDS[bucket]) {
                bucket++;
            }
            counts.incrementAndGet(bucket);
            sum.add(value);
        }

        /** Nothing of it can be told in one number. */
        @Override
        public long value() {
            return 0;
        }

        @Override
        public Metric now(String name) {
            List<Bucket> buckets = new ArrayList<>(BOUNDS.length);
            for (int i = 0; i < BOUNDS.length; i++) {
                buckets.add(new Bucket(BOUNDS[i], counts.get(i)));
            }
            return new Histogram(name, List.copyOf(buckets), sum.sum());
        }
    }
}
