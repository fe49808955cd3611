package dev.trestle.runtime;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.exchange.RoutingSource;
import dev.trestle.filter.HttpFilters;
import dev.trestle.route.RouteTable;
import dev.trestle.source.LoadedConfig;
import dev.trestle.tcp.TcpTarget;
import dev.trestle.tcp.TcpTargets;
import dev.trestle.upstream.Cluster;
import dev.trestle.upstream.NoWire;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One immutable generation of the configuration, and how many exchanges and connections hold it. */
final class Snapshot implements RoutingSource.Pinned, TcpTargets.Pinned {
    private final long generation;
    private final LoadedConfig source;
    private final RouteTable routes;
    private final Map<String, Cluster> clusters;
    private final List<List<HttpFilters>> listenerFilters;
    private final List<@Nullable TcpTarget> targets;
    private final Map<String, BridgeCodec> callouts;
    private final Owned owned;
    private final LongAdder pins = new LongAdder();

    /**
     * Of a plan that has no problems.
     *
     * @param listenerFilters of each listener that was started
     * @param targets of each too
     */
    Snapshot(
            long generation,
            LoadedConfig source,
            SnapshotCompiler.Plan plan,
            Map<String, Cluster> clusters,
            List<List<HttpFilters>> listenerFilters,
            List<@Nullable TcpTarget> targets) {
        this.generation = generation;
        this.source = source;
        this.routes = plan.index(clusters);
        this.listenerFilters = listenerFilters;
        this.targets = targets;
        this.callouts = Map.copyOf(plan.callouts());
        this.owned = plan.owned();
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

    List<List<HttpFilters>> listenerFilters() {
        return listenerFilters;
    }

    /** Where a filter's own requests go by this name; null for nowhere. */
    @Nullable
    CalloutTarget callout(String name) {
        Cluster cluster = clusters.get(name);
        BridgeCodec codec = callouts.get(name);
        return cluster == null || codec == null ? null : new CalloutTarget(cluster, codec, this::release);
    }

    /** The cluster that a module means by what it has written, of those that say nothing of what they speak; null for none. */
    @Nullable
    Cluster plain(String written) {
        for (String name : UpstreamNames.of(written)) {
            Cluster named = clusters.get(name);
            if (named != null && named.wire() instanceof NoWire) {
                return named;
            }
        }
        return null;
    }

    /** What was made for this configuration alone. Nothing holds it any more. */
    void close() {
        owned.close();
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
    public List<HttpFilters> filters(int listener) {
        return listenerFilters.get(listener);
    }

    @Override
    public @Nullable TcpTarget target(int listener) {
        return targets.get(listener);
    }

    @Override
    public void release() {
        pins.decrement();
    }
}
