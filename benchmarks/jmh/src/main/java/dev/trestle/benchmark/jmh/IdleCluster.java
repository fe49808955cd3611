package dev.trestle.benchmark.jmh;

import dev.trestle.bridge.WireProtocol;
import dev.trestle.config.ClusterConfig;
import dev.trestle.upstream.Cluster;
import dev.trestle.upstream.ClusterLoop;
import dev.trestle.upstream.ClusterStatus;
import io.netty.channel.EventLoop;
import java.time.Duration;

/** A cluster that is only named. */
record IdleCluster(WireProtocol wire) implements Cluster {
    @Override
    public String name() {
        return "idle";
    }

    @Override
    public ClusterConfig config() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ClusterLoop on(EventLoop loop) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ClusterStatus status() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close(Duration drainTimeout) {
        // nothing to close
    }
}
