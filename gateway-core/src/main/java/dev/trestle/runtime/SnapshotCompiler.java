package dev.trestle.runtime;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeCodecFactory;
import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.mapping.PathNames;
import dev.trestle.bridge.mapping.ReplyMapping;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.bridge.settings.RecordBinder;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.bridge.settings.SettingsPath;
import dev.trestle.config.ClusterConfig;
import dev.trestle.config.FilterConfig;
import dev.trestle.config.ListenerConfig;
import dev.trestle.config.MatchConfig;
import dev.trestle.config.RouteConfig;
import dev.trestle.filter.HttpFilters;
import dev.trestle.route.Route;
import dev.trestle.route.RoutePattern;
import dev.trestle.route.RouteTable;
import dev.trestle.source.Draft;
import dev.trestle.source.Draft.DraftCluster;
import dev.trestle.source.Draft.DraftListener;
import dev.trestle.source.Draft.DraftRoute;
import dev.trestle.source.LoadedConfig;
import dev.trestle.upstream.Cluster;
import dev.trestle.upstream.NoWire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns a loaded configuration into a plan: every name resolved, every codec made, the index built, and every problem found; no
 * connection opened. What is wrong in one place keeps nothing from being checked that does not depend on it. One use, slow side.
 */
final class SnapshotCompiler {
    private final LoadedConfig loaded;
    private final Factories factories;
    private final Map<String, Cluster> running;
    private final FilterCompiler filters;
    private final Map<String, Cluster> clusters = new LinkedHashMap<>();
    private final Map<String, WireProtocol> wires = new HashMap<>();
    private final Map<String, String> speaks = new HashMap<>();
    private final Map<String, BridgeCodec> callouts = new HashMap<>();
    private final List<Route> routes = new ArrayList<>();

    /**
     * What compiling gave: routes over {@link PlannedCluster}s and clusters that go on running.
     *
     * @param listenerFilters of each listener, in the order written
     * @param callouts how filters send requests of their own, of each cluster to which they can
     * @param owned what is to be closed when the plan is of no use any more
     * @param problems everything wrong; empty if the plan can be used
     */
    record Plan(
            List<Route> routes,
            Map<String, Cluster> clusters,
            List<ListenerFilters> listenerFilters,
            Map<String, BridgeCodec> callouts,
            Owned owned,
            List<Problem> problems) {
        /** The index over the real clusters that {@code create} makes of the planned ones. */
        RouteTable index(Map<String, Cluster> real) {
            List<Route> bound = routes.stream()
                    .map(r -> r.to(Objects.requireNonNull(real.get(r.cluster().name()))))
                    .toList();
            return RouteTable.build(bound, new ArrayList<>());
        }

        /** Every cluster: those that run already, and what {@code create} makes of the others. */
        Map<String, Cluster> realize(Function<PlannedCluster, Cluster> create) {
            Map<String, Cluster> real = new LinkedHashMap<>();
            clusters.forEach((name, cluster) ->
                    real.put(name, cluster instanceof PlannedCluster planned ? create.apply(planned) : cluster));
            return real;
        }
    }

    /** Compiles {@code loaded}; clusters of {@code running} whose configuration is equal are kept. */
    SnapshotCompiler(LoadedConfig loaded, Factories factories, Outside outside, Map<String, Cluster> running) {
        this.loaded = loaded;
        this.factories = factories;
        this.running = running;
        this.filters = new FilterCompiler(loaded, factories, outside);
    }

    Plan compile() {
        Draft draft = Draft.of(loaded.root());
        ListenerChecks.check(draft.listeners(), loaded);
        List<ListenerFilters> listenerFilters = listenerFilters(draft.listeners());
        draft.clusters().forEach(this::cluster);
        draft.routes().forEach(this::route);
        List<Problem> twins = new ArrayList<>();
        RouteTable.build(routes, twins);
        twins.forEach(loaded.problems()::add);
        return new Plan(
                routes,
                clusters,
                listenerFilters,
                callouts,
                filters.made(),
                loaded.problems().list());
    }

    private List<ListenerFilters> listenerFilters(List<DraftListener> listeners) {
        List<ListenerFilters> all = new ArrayList<>();
        for (DraftListener draft : listeners) {
            ListenerConfig listener = draft.whole();
            List<Map<String, SettingsNode>> written = listener == null
                    ? List.of()
                    : listener.filters().stream().map(FilterConfig::kind).toList();
            Problems at = loaded.problems().at(draft.path() + ".filters");
            boolean takesRequests = listener == null || listener.tcp() == null;
            all.add(new ListenerFilters(
                    takesRequests ? filters.http(written, at) : List.of(),
                    takesRequests ? List.of() : filters.network(written, at)));
        }
        return all;
    }

    // ---- clusters ----

    private void cluster(String name, DraftCluster draft) {
        Problems at = loaded.problems().at(SettingsPath.join(draft.path(), "wire"));
        draft.wire().forEach((protocol, settings) -> {
            BridgeCodecFactory<?, ?> factory = factories.codec(protocol);
            if (factory == null) {
                at.add(
                        SettingsPath.key(protocol),
                        "unknown codec (" + NearMiss.hint(protocol, factories.names()) + ")");
                return;
            }
            WireProtocol wire = wire(factory, settings, at.at(protocol));
            if (wire != null && draft.wire().size() == 1) {
                speak(name, factory, wire);
            }
        });
        if (draft.whole() != null && draft.wire().isEmpty()) {
            wires.put(name, new NoWire());
        }
        WireProtocol wire = wires.get(name);
        if (draft.whole() != null && wire != null) {
            clusters.put(name, planned(name, draft.whole(), wire));
        }
    }

    /** A cluster goes on if its configuration is equal, and its wire too: what files of it say may have changed. */
    private Cluster planned(String name, ClusterConfig config, WireProtocol wire) {
        Cluster same = running.get(name);
        if (same == null || !same.config().equals(config) || !same.wire().equals(wire)) {
            return new PlannedCluster(name, config, wire);
        }
        wires.put(name, same.wire());
        return same;
    }

    private void speak(String cluster, BridgeCodecFactory<?, ?> factory, WireProtocol wire) {
        speaks.put(cluster, factory.name());
        wires.put(cluster, wire);
        BridgeCodec codec = factory.newCalloutCodec(wire);
        if (codec != null) {
            callouts.put(cluster, codec);
        }
    }

    private <W extends Record> @Nullable WireProtocol wire(
            BridgeCodecFactory<W, ?> factory, SettingsNode node, Problems at) {
        W settings = RecordBinder.bind(factory.wireSettings(), node, at);
        return settings == null ? null : factory.newWireProtocol(settings, loaded.files(), at);
    }

    // ---- routes ----

    private void route(DraftRoute draft) {
        Problems at = loaded.problems().at(draft.path());
        RoutePattern pattern = draft.match() == null ? null : pattern(draft.match(), at.at("match"));
        PathNames path = pattern == null ? PathNames.ANY : new PathNames(pattern.variables());
        BridgeCodec codec = codec(draft, path, at);
        List<HttpFilters> passed = filters.http(draft.filters(), at.at("filters"));
        RouteConfig config = draft.whole();
        Cluster cluster = draft.cluster() == null ? null : clusters.get(draft.cluster());
        if (config != null && pattern != null && codec != null && cluster != null) {
            routes.add(
                    new Route(id(config, pattern), pattern, cluster, codec, passed, policy(config), draft.position()));
        }
    }

    /** The call of a route; null after what is wrong with it was reported, or where it cannot be judged. */
    private @Nullable BridgeCodec codec(DraftRoute draft, PathNames path, Problems at) {
        ReplyMapping mapping = ReplyMapping.compile(draft.reply(), at.at("reply"));
        String name = CallKeys.name(draft, factories, at);
        BridgeCodecFactory<?, ?> factory = name == null ? null : factories.codec(name);
        WireProtocol wire = draft.cluster() == null ? null : wires.get(draft.cluster());
        SettingsNode written = name == null ? null : draft.call().get(name);
        if (factory == null || written == null || wire == null) {
            return null;
        }
        if (!speaks.containsKey(draft.cluster())) {
            String cluster = String.valueOf(draft.cluster());
            at.add(
                    "cluster",
                    cluster + " has no wire (expected: one; without it only tcp listeners can use a cluster)");
            return null;
        }
        if (!factory.name().equals(speaks.get(draft.cluster()))) {
            at.add(
                    factory.name(),
                    "cluster " + draft.cluster() + " speaks " + speaks.get(draft.cluster())
                            + " (expected: the same protocol)");
            return null;
        }
        RouteConfig config = draft.whole();
        UnknownFields unknown = config == null ? UnknownFields.IGNORE : config.unknownFields();
        CodecContext.Reply reply = new CodecContext.Reply(mapping, at.at("reply"));
        return codec(
                factory, written, new CodecContext(wire, path, reply, unknown, loaded.files(), at.at(factory.name())));
    }

    private static RoutePattern pattern(MatchConfig match, Problems at) {
        return RoutePattern.compile(
                new RoutePattern.Written(match.method(), match.host(), match.path(), match.headers(), match.query()),
                at);
    }

    private <C extends Record> @Nullable BridgeCodec codec(
            BridgeCodecFactory<?, C> factory, SettingsNode node, CodecContext context) {
        C settings = RecordBinder.bind(factory.callSettings(), node, context.problems());
        return settings == null ? null : factory.newCodec(settings, context);
    }

    private static String id(RouteConfig config, RoutePattern pattern) {
        String id = config.id();
        String method = pattern.method() == null ? "*" : pattern.method();
        return id != null ? id : method + " " + pattern.path();
    }

    private static Route.Policy policy(RouteConfig config) {
        RouteConfig.RetryConfig retry = config.retry();
        return new Route.Policy(
                config.timeout(),
                config.maxBodyBytes().toInt(),
                retry == null ? 1 : retry.max(),
                retry != null && retry.idempotent());
    }
}
