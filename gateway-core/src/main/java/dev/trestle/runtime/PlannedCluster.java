package dev.trestle.runtime;

import dev.trestle.bridge.WireProtocol;
import dev.trestle.config.ClusterConfig;
import dev.trestle.upstream.Cluster;
import dev.trestle.upstream.ClusterLoop;
import dev.trestle.upstream.ClusterStatus;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;

/** A cluster as the compiler plans it: checked, with its protocol, without a single connection. */
record PlannedCluster(String name, ClusterConfig config, WireProtocol wire) implements Cluster {
    @Override
    public ClusterLoop on(EventLoop loop) {
        throw new IllegalStateException("cluster " + name + " is only planned");
    }

    @Override
    public ClusterStatus status() {
        return new ClusterStatus(name, config.protocol(), List.of(), 0);
    }

    @Override
    public void close(Duration drainTimeout) {
        // There is nothing to close.
    }
}
