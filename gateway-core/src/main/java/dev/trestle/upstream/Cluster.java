package dev.trestle.upstream;

import dev.trestle.bridge.WireProtocol;
import dev.trestle.config.ClusterConfig;
import io.netty.channel.EventLoop;
import java.time.Duration;

/** A named service: its endpoints and, per event loop, its connections. Thread safe. */
public interface Cluster {
    /** Its name. */
    String name();

    /** What it was made from; an equal config keeps the cluster, and its connections, across a reload. */
    ClusterConfig config();

    /** What its connections speak. */
    WireProtocol wire();

    /** Its half on one event loop; a constant-time lookup. */
    ClusterLoop on(EventLoop loop);

    /** What it looks like now, for the admin API and metrics. Asks every event loop and waits, so never on one of them; 1 s at most. */
    ClusterStatus status();

    /** No new exchanges; connections close as their exchanges end, all of them after {@code drainTimeout}. Returns at once. */
    void close(Duration drainTimeout);
}
