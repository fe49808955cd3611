package dev.trestle.source;

import dev.trestle.bridge.mapping.ReplySettings;
import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.bridge.settings.RecordBinder;
import dev.trestle.bridge.settings.SettingsKey;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.bridge.settings.SettingsNode.Mapping;
import dev.trestle.bridge.settings.SettingsNode.Scalar;
import dev.trestle.bridge.settings.SettingsNode.ScalarKind;
import dev.trestle.bridge.settings.SettingsNode.Sequence;
import dev.trestle.bridge.settings.SettingsPath;
import dev.trestle.bridge.settings.Shape;
import dev.trestle.config.ClusterConfig;
import dev.trestle.config.ListenerConfig;
import dev.trestle.config.MatchConfig;
import dev.trestle.config.RouteConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A configuration piece by piece, each as far as it can be read: what one piece has wrong keeps no other from being checked. Says
 * nothing of what is wrong; the binding of the whole does. Immutable.
 *
 * @param listeners in the order written
 * @param clusters by name
 * @param routes in the order written
 */
public record Draft(List<DraftListener> listeners, Map<String, DraftCluster> clusters, List<DraftRoute> routes) {
    /**
     * One listener.
     *
     * @param path where it stands
     * @param whole all of it, see {@link RecordBinder}; null where that cannot be made
     * @param cluster the cluster it names; null where it names none
     * @param keys those that were written
     */
    public record DraftListener(
            String path,
            @Nullable ListenerConfig whole,
            @Nullable String cluster,
            Set<String> keys) {}

    /**
     * One cluster.
     *
     * @param path where it stands
     * @param whole all of it, see {@link RecordBinder}; null where that cannot be made
     * @param wire the protocols it names
     */
    public record DraftCluster(String path, @Nullable ClusterConfig whole, Map<String, SettingsNode> wire) {}

    /**
     * One route.
     *
     * @param path where it stands: {@code routes[0]}
     * @param position the same, in the file
     * @param whole all of it, see {@link RecordBinder}; null where that cannot be made
     * @param id its name, if it has one
     * @param match what it serves; null where that cannot be said
     * @param cluster the cluster it names; null where it names none
     * @param reply its reply section; what a route without one gets where that is wrong
     * @param filters the kinds that each of its filters names
     * @param call the keys that are none of a route's own: the call
     */
    public record DraftRoute(
            String path,
            Position position,
            @Nullable RouteConfig whole,
            @Nullable String id,
            @Nullable MatchConfig match,
            @Nullable String cluster,
            ReplySettings reply,
            List<Map<String, SettingsNode>> filters,
            Map<String, SettingsNode> call) {}

    /** The keys of a route that are no call. */
    public static final Set<String> ROUTE_KEYS = new Shape.Mapping(RouteConfig.class)
            .keys().stream().map(SettingsKey::name).collect(Collectors.toUnmodifiableSet());

    /** The pieces of the tree below {@code root}. */
    public static Draft of(SettingsNode root) {
        List<DraftListener> listeners = new ArrayList<>();
        for (SettingsNode node : items(child(root, "listeners"))) {
            listeners.add(new DraftListener(
                    "listeners[" + listeners.size() + "]",
                    bound(ListenerConfig.class, node),
                    text(child(node, "cluster")),
                    entries(node).keySet()));
        }
        Map<String, DraftCluster> clusters = new LinkedHashMap<>();
        entries(child(root, "clusters")).forEach((name, node) -> {
            String path = SettingsPath.join("clusters", SettingsPath.key(name));
            clusters.put(name, new DraftCluster(path, bound(ClusterConfig.class, node), entries(child(node, "wire"))));
        });
        List<DraftRoute> routes = new ArrayList<>();
        for (SettingsNode node : items(child(root, "routes"))) {
            routes.add(route("routes[" + routes.size() + "]", node));
        }
        return new Draft(listeners, clusters, routes);
    }

    private static DraftRoute route(String path, SettingsNode node) {
        Map<String, SettingsNode> call = new LinkedHashMap<>(entries(node));
        call.keySet().removeAll(ROUTE_KEYS);
        ReplySettings reply = bound(ReplySettings.class, child(node, "reply"));
        return new DraftRoute(
                path,
                node.position(),
                bound(RouteConfig.class, node),
                text(child(node, "id")),
                bound(MatchConfig.class, child(node, "match")),
                text(child(node, "cluster")),
                reply == null ? ReplySettings.defaults() : reply,
                items(child(node, "filters")).stream().map(Draft::entries).toList(),
                call);
    }

    private static <R extends Record> @Nullable R bound(Class<R> type, @Nullable SettingsNode node) {
        return node == null ? null : RecordBinder.bind(type, node, Problems.unheard());
    }

    private static @Nullable String text(@Nullable SettingsNode node) {
        return node instanceof Scalar scalar && scalar.kind() != ScalarKind.NULL ? scalar.text() : null;
    }

    private static @Nullable SettingsNode child(@Nullable SettingsNode node, String key) {
        return entries(node).get(key);
    }

    private static Map<String, SettingsNode> entries(@Nullable SettingsNode node) {
        return node instanceof Mapping mapping ? mapping.entries() : Map.of();
    }

    private static List<SettingsNode> items(@Nullable SettingsNode node) {
        return node instanceof Sequence sequence ? sequence.items() : List.of();
    }
}
