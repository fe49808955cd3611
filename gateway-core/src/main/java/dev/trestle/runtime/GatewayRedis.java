package dev.trestle.runtime;

import dev.trestle.filter.RedisCallouts;
import dev.trestle.redis.RedisCall;
import dev.trestle.redis.RedisLines;
import dev.trestle.upstream.Cluster;
import dev.trestle.upstream.EventLoops;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Commands of filters for Redis, over the clusters of the configuration that serves when they are sent: those that say nothing of what
 * they speak. The configuration is held until they end. Thread safe.
 */
final class GatewayRedis implements RedisCallouts {
    private final Supplier<@Nullable Snapshot> pin;
    private final EventLoops loops;
    private final RedisLines lines = new RedisLines();

    /** Over what {@code pin} gives, which holds it: null before there is any. */
    GatewayRedis(Supplier<@Nullable Snapshot> pin, EventLoops loops) {
        this.pin = pin;
        this.loops = loops;
    }

    @Override
    public @Nullable Runnable send(Executor loop, Command command, Listener listener) {
        Snapshot snapshot = RedisLines.takes(command.bytes()) ? pin.get() : null;
        if (snapshot == null) {
            return null;
        }
        Cluster cluster = snapshot.plain(command.upstream());
        if (cluster == null) {
            snapshot.release();
            return null;
        }
        Sent<byte[]> sent = new Sent<>(loops, loop, snapshot::release, listener::onAnswer);
        return sent.begin((on, answered) -> {
            RedisCall call = new RedisCall(command, GatewayCallouts.timeout(command.timeout()), on, answered::accept);
            return new Sent.Running(() -> call.start(cluster, lines), call::cancel);
        });
    }
}
