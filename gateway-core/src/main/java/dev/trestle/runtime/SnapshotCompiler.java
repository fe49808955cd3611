package dev.trestle.runtime;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeCodecFactory;
import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.mapping.ReplyMapping;
import dev.trestle.bridge.mapping.ReplySettings;
import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.bridge.settings.RecordBinder;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.config.ClusterConfig;
import dev.trestle.config.GatewayConfig;
import dev.trestle.config.ListenerConfig;
import dev.trestle.config.MatchConfig;
import dev.trestle.config.RouteConfig;
import dev.trestle.route.Route;
import dev.trestle.route.RoutePattern;
import dev.trestle.route.RouteTable;
import dev.trestle.source.LoadedConfig;
import dev.trestle.upstream.Cluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns a loaded configuration into a plan: every name resolved, every codec made, the index built, and every problem found; no
 * connection opened. One use, slow side.
 */
final class SnapshotCompiler {
    private final LoadedConfig loaded;
    private final Factories factories;
    private final Map<String, Cluster> running;
    private final Map<String, Cluster> clusters = new LinkedHashMap<>();
    private final List<Route> routes = new ArrayList<>();

    /**
     * What compiling gave: routes over {@link PlannedCluster}s and clusters that go on running.
     *
     * @param problems everything wrong; empty if the plan can be used
     */
    record Plan(List<Route> routes, Map<String, Cluster> clusters, List<Problem> problems) {
        /** The index over the real clusters that {@code create} makes of the planned ones. */
        RouteTable index(Map<String, Cluster> real) {
            List<Route> bound = routes.stream()
                    .map(r -> new Route(
                            r.id(),
                            r.pattern(),
                            java.util.Objects.requireNonNull(
                                    real.get(r.cluster().name())),
                            r.codec(),
                            r.policy(),
                            r.position()))
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
    SnapshotCompiler(LoadedConfig loaded, Factories factories, Map<String, Cluster> running) {
        this.loaded = loaded;
        this.factories = factories;
        this.running = running;
    }

    Plan compile() {
        GatewayConfig config = loaded.config();
        if (config != null && !loaded.problems().any()) {
            for (int i = 0; i < config.listeners().size(); i++) {
                listener(config.listeners().get(i), loaded.problems().at("listeners[" + i + "]"));
            }
            config.clusters().forEach(this::cluster);
            for (int i = 0; i < config.routes().size(); i++) {
                route(config.routes().get(i), loaded.problems().at("routes[" + i + "]"), position(i));
            }
            List<Problem> twins = new ArrayList<>();
            RouteTable.build(routes, twins);
            twins.forEach(loaded.problems()::add);
        }
        return new Plan(routes, clusters, loaded.problems().list());
    }

    private Position position(int route) {
        SettingsNode list = loaded.root() instanceof SettingsNode.Mapping root
                ? root.entries().get("routes")
                : null;
        return list instanceof SettingsNode.Sequence sequence
                        && route < sequence.items().size()
                ? sequence.items().get(route).position()
                : Position.NONE;
    }

    /** Listeners stay as they were started, but what the operator wrote of them is checked with all the rest. */
    private void listener(ListenerConfig config, Problems at) {
        if (config.tls() != null) {
            var unused = ListenerTls.context(config.tls(), loaded.files(), at.at("tls"));
        }
    }

    // ---- clusters ----

    /** A cluster goes on if its configuration is equal, and its wire too: what files of it say may have changed. */
    private void cluster(String name, ClusterConfig config) {
        Map.Entry<String, SettingsNode> wire =
                config.wire().entrySet().iterator().next();
        Problems at = loaded.problems().at("clusters." + name + ".wire");
        BridgeCodecFactory<?, ?> factory = factory(wire.getKey(), at);
        WireProtocol protocol = factory == null ? null : wire(factory, wire.getValue(), at.at(wire.getKey()));
        if (protocol == null) {
            return;
        }
        Cluster same = running.get(name);
        boolean goesOn =
                same != null && same.config().equals(config) && same.wire().equals(protocol);
        clusters.put(name, goesOn ? same : new PlannedCluster(name, config, protocol));
    }

    private @Nullable BridgeCodecFactory<?, ?> factory(String name, Problems at) {
        BridgeCodecFactory<?, ?> factory = factories.codec(name);
        if (factory == null) {
            String known = String.join(
                    ", ",
                    factories.codecs().stream().map(BridgeCodecFactory::name).toList());
            at.add(name, "unknown codec (expected: one of " + known + ")");
        }
        return factory;
    }

    private <W extends Record> @Nullable WireProtocol wire(
            BridgeCodecFactory<W, ?> factory, SettingsNode node, Problems at) {
        W settings = RecordBinder.bind(factory.wireSettings(), node, at);
        return settings == null ? null : factory.newWireProtocol(settings, loaded.files(), at);
    }

    // ---- routes ----

    private void route(RouteConfig config, Problems at, Position position) {
        RoutePattern pattern = pattern(config.match(), at.at("match"));
        Cluster cluster = clusters.get(config.cluster());
        String name = config.call().keySet().iterator().next();
        BridgeCodecFactory<?, ?> factory = factory(name, at);
        if (cluster == null || factory == null) {
            return;
        }
        if (!cluster.config().wire().containsKey(name)) {
            at.add(
                    name,
                    "cluster " + cluster.name() + " speaks "
                            + String.join(", ", cluster.config().wire().keySet()) + " (expected: the same protocol)");
            return;
        }
        ReplySettings settings = config.reply() == null ? ReplySettings.defaults() : config.reply();
        ReplyMapping reply = ReplyMapping.compile(settings, at.at("reply"));
        CodecContext context =
                new CodecContext(cluster.wire(), reply, config.unknownFields(), loaded.files(), at.at(name));
        BridgeCodec codec = codec(factory, config.call().get(name), context);
        if (codec != null) {
            routes.add(new Route(id(config, pattern), pattern, cluster, codec, policy(config), position));
        }
    }

    private static RoutePattern pattern(MatchConfig match, Problems at) {
        return RoutePattern.compile(
                new RoutePattern.Written(match.method(), match.host(), match.path(), match.headers(), match.query()),
                at);
    }

    private <C extends Record> @Nullable BridgeCodec codec(
            BridgeCodecFactory<?, C> factory, @Nullable SettingsNode node, CodecContext context) {
        C settings = node == null ? null : RecordBinder.bind(factory.callSettings(), node, context.problems());
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
