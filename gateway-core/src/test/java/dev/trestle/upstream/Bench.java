package dev.trestle.upstream;

import dev.trestle.bridge.WireProtocol;
import dev.trestle.config.ClusterConfig;
import dev.trestle.source.LoadedConfig;
import dev.trestle.source.YamlSource;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One event loop and the clusters a test makes on it. */
final class Bench implements AutoCloseable {
    private final EventLoops loops = new EventLoops(1);
    private final List<Cluster> clusters = new ArrayList<>();

    EventLoop loop() {
        return loops.get(0);
    }

    /** With the pool settings as YAML between braces, and static endpoints. */
    Cluster cluster(WireProtocol wire, String pool, String... endpoints) {
        return kept(Clusters.create("c", config(pool, endpoints), wire, loops));
    }

    Cluster cluster(WireProtocol wire, String pool, EndpointSource source) {
        return kept(Clusters.create("c", config(pool, "127.0.0.1:1"), wire, loops, source));
    }

    private Cluster kept(Cluster cluster) {
        clusters.add(cluster);
        return cluster;
    }

    Call call(Cluster cluster, String payload) {
        return Call.start(cluster, loop(), payload.getBytes(StandardCharsets.UTF_8));
    }

    static ClusterConfig config(String pool, String... endpoints) {
        return written("endpoints: [\"" + String.join("\", \"", endpoints) + "\"]\n    pool: {" + pool + "}");
    }

    /** Every address of a name. */
    static ClusterConfig dns(String name) {
        return written("dns: { name: \"" + name + "\" }");
    }

    private static ClusterConfig written(String settings) {
        String text = "clusters:\n  c:\n    " + settings
                + "\n    wire: { block: {} }\nroutes:\n  - { id: x, match: { path: /x }, cluster: c, block: {} }\n";
        LoadedConfig loaded = new YamlSource(Map.of()).parse("test.yaml", text, Path.of("."));
        ClusterConfig config = Objects.requireNonNull(
                        loaded.config(), () -> loaded.problems().list().toString())
                .clusters()
                .get("c");
        return Objects.requireNonNull(config);
    }

    @Override
    public void close() {
        clusters.forEach(cluster -> cluster.close(Duration.ZERO));
        loops.close();
    }
}
