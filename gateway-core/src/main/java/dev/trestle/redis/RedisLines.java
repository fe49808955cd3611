package dev.trestle.redis;

import dev.trestle.filter.RedisCallouts.Login;
import dev.trestle.upstream.Cluster;
import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The connections to Redis: on each event loop one for each cluster and login, which all filters with that login share, opened when it
 * is used first and closed when nobody has used it for a while. Thread safe.
 */
public final class RedisLines {
    /** The most connections of an event loop: a module may log in as whom it likes. */
    static final int MAX_LINES = 64;

    private final Map<EventLoop, OfLoop> loops = new ConcurrentHashMap<>();

    /** None yet. */
    public RedisLines() {}

    /** Whether these bytes are one command that others can share a connection with. */
    public static boolean takes(byte[] command) {
        return Commands.isShareable(command);
    }

    /** The connection for a call, perhaps one that is still to be opened; null if there are too many. On {@code loop}. */
    @Nullable
    RedisLine line(EventLoop loop, Cluster cluster, Login login) {
        return loops.computeIfAbsent(loop, OfLoop::new).line(new Key(cluster, login));
    }

    /** What one connection is for. */
    record Key(Cluster cluster, Login login) {}

    /** Those of one event loop, on it. */
    static final class OfLoop {
        private final EventLoop loop;
        private final Map<Key, RedisLine> shared = new HashMap<>();
        private final Set<RedisLine> open = new HashSet<>();

        OfLoop(EventLoop loop) {
            this.loop = loop;
        }

        EventLoop loop() {
            return loop;
        }

        @Nullable
        RedisLine line(Key key) {
            RedisLine known = shared.get(key);
            if (known != null) {
                return known;
            }
            if (open.size() >= MAX_LINES && !makeRoom()) {
                return null;
            }
            RedisLine made = new RedisLine(this, key);
            shared.put(key, made);
            open.add(made);
            made.open();
            return made;
        }

        private boolean makeRoom() {
            for (RedisLine each : List.copyOf(open)) {
                if (!each.isUsed()) {
                    each.close("room for another one");
                    return true;
                }
            }
            return false;
        }

        /** No further calls for it. */
        void retire(Key key, RedisLine line) {
            shared.remove(key, line);
        }

        void closed(Key key, RedisLine line) {
            retire(key, line);
            open.remove(line);
        }
    }
}
