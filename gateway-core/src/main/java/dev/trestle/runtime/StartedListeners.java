package dev.trestle.runtime;

import dev.trestle.config.ListenerConfig;
import dev.trestle.filter.HttpFilters;
import dev.trestle.source.LoadedConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of the first configuration, which stay until a restart. Their filters change with the configuration: each gets those of
 * the listener that is written as it was. One that is not written any more still listens, and must not do so without its filters.
 */
final class StartedListeners {
    private final List<ListenerConfig> listeners;

    StartedListeners(List<ListenerConfig> listeners) {
        this.listeners = withoutFilters(listeners);
    }

    /** All but what may change while they listen. */
    static List<ListenerConfig> withoutFilters(List<ListenerConfig> listeners) {
        return listeners.stream().map(ListenerConfig::withoutFilters).toList();
    }

    /** The filters of each, out of those of {@code plan}; reports a listener that would lose those it has in {@code old}. */
    List<List<HttpFilters>> filters(SnapshotCompiler.Plan plan, LoadedConfig loaded, @Nullable Snapshot old) {
        List<ListenerConfig> written = loaded.config() == null
                ? List.of()
                : new ArrayList<>(withoutFilters(loaded.config().listeners()));
        List<List<HttpFilters>> filters = new ArrayList<>();
        for (int i = 0; i < listeners.size(); i++) {
            ListenerConfig listener = listeners.get(i);
            // Equal ones, with any free port, keep their order.
            int at = i < written.size() && written.get(i).equals(listener) ? i : written.indexOf(listener);
            filters.add(at < 0 ? List.of() : plan.listenerFilters().get(at));
            if (at < 0 && old != null && !old.listenerFilters().get(i).isEmpty()) {
                String name = listener.host() + ":" + listener.http();
                loaded.problems()
                        .add("listeners", name + " has filters and listens until a restart (expected: this listener)");
            }
        }
        return filters;
    }
}
