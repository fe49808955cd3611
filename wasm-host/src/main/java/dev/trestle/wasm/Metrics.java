package dev.trestle.wasm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metrics that one instance has defined, by their ids, which begin at 1. */
final class Metrics {
    private static final int MAX_METRICS = 1024;

    private final Host host;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<Host.Metric> metrics = new ArrayList<>();

    Metrics(Host host) {
        this.host = host;
    }

    /** The id of a metric, or 0 if there may be no more. */
    int define(Host.MetricKind kind, String name) {
        Integer known = ids.get(name);
        if (known != null) {
            return known;
        }
        Host.Metric made = metrics.size() < MAX_METRICS ? host.metric(kind, name) : null;
        if (made == null) {
            return 0;
        }
        metrics.add(made);
        ids.put(name, metrics.size());
        return metrics.size();
    }

    Host.@Nullable Metric get(int id) {
        return id < 1 || id > metrics.size() ? null : metrics.get(id - 1);
    }
}
