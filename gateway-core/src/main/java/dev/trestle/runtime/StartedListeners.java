package dev.trestle.runtime;

import dev.trestle.config.ListenerConfig;
import dev.trestle.filter.HttpFilters;
import dev.trestle.source.LoadedConfig;
import dev.trestle.tcp.TcpTarget;
import dev.trestle.upstream.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of the first configuration, which stay until a restart. What becomes of what they take changes with the configuration:
 * each gets that of the listener that is bound as it is. One that is not written any more still listens, and must not do so without its
 * filters.
 */
final class StartedListeners {
    private final List<ListenerConfig> listeners;

    StartedListeners(List<ListenerConfig> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /** All but what may change while they listen. */
    static List<Object> bound(List<ListenerConfig> listeners) {
        return listeners.stream().map(StartedListeners::bound).toList();
    }

    private static Object bound(ListenerConfig listener) {
        return listener.tcp() == null ? listener.withoutFilters() : name(listener);
    }

    private static String name(ListenerConfig listener) {
        return listener.host() + ":" + listener.port();
    }

    /** Where each stands in {@code loaded}; -1 for one that does not. */
    private List<Integer> positions(LoadedConfig loaded) {
        List<Object> written =
                loaded.config() == null ? List.of() : bound(loaded.config().listeners());
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < listeners.size(); i++) {
            Object listener = bound(listeners.get(i));
            // Equal ones, with any free port, keep their order.
            boolean there = i < written.size() && written.get(i).equals(listener);
            positions.add(there ? i : written.indexOf(listener));
        }
        return positions;
    }

    /** The filters of each, out of those of {@code plan}; reports a listener that would lose those it has in {@code old}. */
    List<List<HttpFilters>> filters(SnapshotCompiler.Plan plan, LoadedConfig loaded, @Nullable Snapshot old) {
        List<Integer> positions = positions(loaded);
        List<List<HttpFilters>> filters = new ArrayList<>();
        for (int i = 0; i < listeners.size(); i++) {
            int at = positions.get(i);
            filters.add(at < 0 ? List.of() : plan.listenerFilters().get(at).http());
            if (at < 0 && old != null && !old.listenerFilters().get(i).isEmpty()) {
                loaded.problems()
                        .add(
                                "listeners",
                                name(listeners.get(i))
                                        + " has filters and listens until a restart (expected: this listener)");
            }
        }
        return filters;
    }

    /** Where the connections of each go; null for one that takes requests, and for one that is not written any more. */
    List<@Nullable TcpTarget> targets(SnapshotCompiler.Plan plan, LoadedConfig loaded, Map<String, Cluster> clusters) {
        List<@Nullable TcpTarget> targets = new ArrayList<>();
        for (int at : positions(loaded)) {
            ListenerConfig written = at < 0
                    ? null
                    : Objects.requireNonNull(loaded.config()).listeners().get(at);
            Cluster cluster = written == null || written.cluster() == null ? null : clusters.get(written.cluster());
            targets.add(
                    written == null || cluster == null
                            ? null
                            : new TcpTarget(
                                    name(written),
                                    cluster,
                                    plan.listenerFilters().get(at).network(),
                                    written.closeAfter(),
                                    written.maxConnections()));
        }
        return targets;
    }
}
