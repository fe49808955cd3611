package dev.trestle.runtime;

import dev.trestle.exchange.RoutingSource;
import dev.trestle.route.RouteTable;
import dev.trestle.source.LoadedConfig;
import dev.trestle.upstream.Cluster;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** One immutable generation of the configuration, and how many exchanges hold it. */
final class Snapshot implements RoutingSource.Pinned {
    private final long generation;
    private final LoadedConfig source;
    private final RouteTable routes;
    private final Map<String, Cluster> clusters;
    private final LongAdder pins = new LongAdder();

    Snapshot(long generation, LoadedConfig source, RouteTable routes, Map<String, Cluster> clusters) {
        this.generation = generation;
        this.source = source;
        this.routes = routes;
        this.clusters = Map.copyOf(clusters);
    }

    long generation() {
        return generation;
    }

    LoadedConfig source() {
        return source;
    }

    Map<String, Cluster> clusters() {
        return clusters;
    }

    void hold() {
        pins.increment();
    }

    boolean isHeld() {
        return pins.sum() > 0;
    }

    @Override
    public RouteTable routes() {
        return routes;
    }

    @Override
    public void release() {
        pins.decrement();
    }
}
