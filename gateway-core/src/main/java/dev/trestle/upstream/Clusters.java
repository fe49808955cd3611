package dev.trestle.upstream;

import dev.trestle.bridge.WireProtocol;
import dev.trestle.config.ClusterConfig;

/** Makes clusters. */
public final class Clusters {
    private Clusters() {}

    /** A live cluster with the endpoints of its config: it resolves names, and connects when the first exchange comes. */
    public static Cluster create(String name, ClusterConfig config, WireProtocol wire, EventLoops loops) {
        return create(name, config, wire, loops, NamedEndpoints.of(name, config));
    }

    /** The same with endpoints from elsewhere, such as a registry. */
    public static Cluster create(
            String name, ClusterConfig config, WireProtocol wire, EventLoops loops, EndpointSource source) {
        LiveCluster cluster = new LiveCluster(name, config, wire, loops, source);
        source.start(cluster::publish);
        return cluster;
    }
}
