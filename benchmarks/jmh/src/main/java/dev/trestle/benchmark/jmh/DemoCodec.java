package dev.trestle.benchmark.jmh;

import static java.util.Objects.requireNonNull;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeCodecFactory;
import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.mapping.PathNames;
import dev.trestle.bridge.mapping.ReplyMapping;
import dev.trestle.bridge.mapping.ReplySettings;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.bridge.settings.RecordBinder;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.config.ClusterConfig;
import dev.trestle.config.GatewayConfig;
import dev.trestle.config.RouteConfig;
import dev.trestle.peer.launcher.Peer;
import dev.trestle.runtime.Factories;
import dev.trestle.source.LoadedConfig;
import dev.trestle.source.YamlSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The codec of one route of a YAML file, made as the gateway makes it. */
record DemoCodec(WireProtocol wire, BridgeCodec codec) {
    /** Files that {@code file} names are looked up from the repository's root. */
    static DemoCodec of(String file, String routeId) throws IOException {
        Path root = Peer.repository();
        LoadedConfig loaded = new YamlSource(Map.of()).parse(file, Files.readString(root.resolve(file)), root);
        GatewayConfig config = loaded.config();
        DemoCodec made = config == null ? null : make(loaded, config, routeId);
        List<Problem> problems = loaded.problems().list();
        if (made == null || !problems.isEmpty()) {
            throw new IllegalStateException(file + ": " + problems);
        }
        return made;
    }

    private static @Nullable DemoCodec make(LoadedConfig loaded, GatewayConfig config, String routeId) {
        RouteConfig route = config.routes().stream()
                .filter(r -> routeId.equals(r.id()))
                .findFirst()
                .orElseThrow();
        String name = route.call().keySet().iterator().next();
        BridgeCodecFactory<?, ?> factory = Factories.discovered().codec(name);
        ClusterConfig cluster = requireNonNull(config.clusters().get(route.cluster()));
        SettingsNode wire = requireNonNull(cluster.wire().get(name));
        return factory == null ? null : make(factory, loaded, wire, route);
    }

    private static <W extends Record, C extends Record> @Nullable DemoCodec make(
            BridgeCodecFactory<W, C> factory, LoadedConfig loaded, SettingsNode wireNode, RouteConfig route) {
        Problems problems = loaded.problems();
        W wireSettings = RecordBinder.bind(factory.wireSettings(), wireNode, problems);
        C callSettings = RecordBinder.bind(
                factory.callSettings(), requireNonNull(route.call().get(factory.name())), problems);
        if (wireSettings == null || callSettings == null) {
            return null;
        }
        WireProtocol wire = factory.newWireProtocol(wireSettings, loaded.files(), problems);
        ReplySettings reply = route.reply();
        ReplyMapping mapping = ReplyMapping.compile(reply == null ? ReplySettings.defaults() : reply, problems);
        CodecContext context = new CodecContext(
                wire,
                PathNames.ANY,
                new CodecContext.Reply(mapping, problems),
                route.unknownFields(),
                loaded.files(),
                problems);
        return new DemoCodec(wire, factory.newCodec(callSettings, context));
    }
}
