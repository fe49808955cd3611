package dev.trestle.redis;

import dev.trestle.filter.RedisCallouts.Login;
import dev.trestle.upstream.Cluster;
import dev.trestle.upstream.SharedLines;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * The connections to Redis: on each event loop one for each cluster and login, which all filters with that login share. Thread safe.
 */
public final class RedisLines {
    private final SharedLines<Key, RedisLine> lines = new SharedLines<>(RedisLine::new);

    /** None yet. */
    public RedisLines() {}

    /** Whether these bytes are one command that others can share a connection with. */
    public static boolean takes(byte[] command) {
        return Commands.isShareable(command);
    }

    /** The connection for a call, perhaps one that is still to be opened; null if there are too many. On {@code loop}. */
    @Nullable
    RedisLine line(EventLoop loop, Cluster cluster, Login login) {
        return lines.line(loop, new Key(cluster, login), 1);
    }

    /** What one connection is for. */
    record Key(Cluster cluster, Login login) {}
}
