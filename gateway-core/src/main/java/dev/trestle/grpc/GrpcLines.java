package dev.trestle.grpc;

import dev.trestle.upstream.Cluster;
import dev.trestle.upstream.SharedLines;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/** The connections for gRPC: on each event loop one for each endpoint of a cluster, which all calls share. Thread safe. */
public final class GrpcLines {
    /** To more endpoints than this an event loop is not connected at once. */
    private static final int MAX_OF_CLUSTER = 16;

    private final SharedLines<Cluster, GrpcLine> lines = new SharedLines<>(GrpcLine::new);

    /** None yet. */
    public GrpcLines() {}

    /** The connection for a call, perhaps one that is still to be opened; null if there are too many. On {@code loop}. */
    @Nullable
    GrpcLine line(EventLoop loop, Cluster cluster) {
        return lines.line(loop, cluster, Math.min(cluster.on(loop).endpoints(), MAX_OF_CLUSTER));
    }
}
