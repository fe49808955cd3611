package dev.trestle.wasm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metrics that one instance has defined, by their ids, which begin at 1. */
final class Metrics {
    private static final int MAX_METRICS = 1024;
    private static final int MAX_NAME_CHARS = 1024;

    private final Host host;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<Defined> metrics = new ArrayList<>();

    /** A metric and how it was defined, which says what may be done with it. */
    private record Defined(Host.MetricKind kind, Host.Metric metric) {}

    Metrics(Host host) {
        this.host = host;
    }

    /** The id of a metric, or 0 if there may be no more. */
    int define(Host.MetricKind kind, String name) {
        Integer known = ids.get(name);
        if (known != null) {
            return known;
        }
        boolean isAllowed = metrics.size() < MAX_METRICS && !name.isEmpty() && name.length() <= MAX_NAME_CHARS;
        Host.Metric made = isAllowed ? host.metric(kind, name) : null;
        if (made == null) {
            return 0;
        }
        metrics.add(new Defined(kind, made));
        ids.put(name, metrics.size());
        return metrics.size();
    }

    /** Adds to a counter, which only goes up, or to a gauge; a status. */
    int increment(int id, long delta) {
        Defined defined = get(id);
        if (defined == null) {
            return Status.NOT_FOUND;
        }
        if (defined.kind() == Host.MetricKind.HISTOGRAM || defined.kind() == Host.MetricKind.COUNTER && delta < 0) {
            return Status.BAD_ARGUMENT;
        }
        defined.metric().add(delta);
        return Status.OK;
    }

    /** Sets a gauge, records a value of a histogram, or adds to a counter, as Envoy does; a status. */
    int record(int id, long value) {
        Defined defined = get(id);
        if (defined == null) {
            return Status.NOT_FOUND;
        }
        if (defined.kind() == Host.MetricKind.COUNTER) {
            return increment(id, value);
        }
        defined.metric().record(value);
        return Status.OK;
    }

    /** A counter's or gauge's value, to be written by {@code reader}; a status. */
    int read(int id, java.util.function.LongConsumer reader) {
        Defined defined = get(id);
        if (defined == null) {
            return Status.NOT_FOUND;
        }
        if (defined.kind() == Host.MetricKind.HISTOGRAM) {
            return Status.BAD_ARGUMENT;
        }
        reader.accept(defined.metric().value());
        return Status.OK;
    }

    private @Nullable Defined get(int id) {
        return id < 1 || id > metrics.size() ? null : metrics.get(id - 1);
    }
}
