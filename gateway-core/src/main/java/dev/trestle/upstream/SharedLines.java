package dev.trestle.upstream;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connections that several share: on each event loop one or a few for each key, opened when they are used first and closed when nobody
 * has used them for a while. Thread safe.
 *
 * @param <K> what one is for
 * @param <L> one
 */
public final class SharedLines<K, L extends SharedLine> {
    /** The most of an event loop: a filter may ask for whatever it likes. */
    public static final int MAX_LINES = 64;

    private static final Duration UNUSED = Duration.ofMinutes(1);

    private final Factory<K, L> factory;
    private final Map<EventLoop, OfLoop<K, L>> loops = new ConcurrentHashMap<>();

    /** Makes one. */
    @FunctionalInterface
    public interface Factory<K, L extends SharedLine> {
        /** Not open yet. */
        L newLine(OfLoop<K, L> owner, K key);
    }

    /** None yet. */
    public SharedLines(Factory<K, L> factory) {
        this.factory = factory;
    }

    /**
     * The one with the fewest users, or a further one while there are fewer than {@code most}; never a second one that is on its way.
     * Null if there are too many. On {@code loop}.
     */
    public @Nullable L line(EventLoop loop, K key, int most) {
        return loops.computeIfAbsent(loop, on -> new OfLoop<>(on, factory)).line(key, most);
    }

    /** Those of one event loop, on it. */
    public static final class OfLoop<K, L extends SharedLine> {
        private final EventLoop loop;
        private final Factory<K, L> factory;
        private final Map<K, List<L>> shared = new HashMap<>();
        /** All that are not closed, and when somebody came to them last. */
        private final Map<L, Long> open = new HashMap<>();

        OfLoop(EventLoop loop, Factory<K, L> factory) {
            this.loop = loop;
            this.factory = factory;
        }

        /** Theirs. */
        public EventLoop loop() {
            return loop;
        }

        /** Those that take new users. */
        public List<L> shared(K key) {
            return List.copyOf(shared.getOrDefault(key, List.of()));
        }

        @Nullable
        L line(K key, int most) {
            List<L> known = shared.getOrDefault(key, List.of());
            boolean another =
                    known.isEmpty() || known.size() < most && known.stream().noneMatch(SharedLine::isOpening);
            if (!another || open.size() >= MAX_LINES && !known.isEmpty()) {
                L least = known.stream()
                        .min(Comparator.comparingInt(SharedLine::users))
                        .orElseThrow();
                open.replace(least, System.nanoTime());
                return least;
            }
            if (open.size() >= MAX_LINES && !makeRoom()) {
                return null;
            }
            L made = factory.newLine(this, key);
            shared.computeIfAbsent(key, any -> new ArrayList<>()).add(made);
            open.put(made, System.nanoTime());
            made.open();
            closeUnused(made, UNUSED.toNanos());
            return made;
        }

        private boolean makeRoom() {
            for (L each : List.copyOf(open.keySet())) {
                if (each.users() == 0) {
                    each.close("room for another one");
                    return true;
                }
            }
            return false;
        }

        private void closeUnused(L line, long nanos) {
            var unused = loop.schedule(
                    () -> {
                        Long since = open.get(line);
                        if (since == null) {
                            return;
                        }
                        long left = UNUSED.toNanos() - (System.nanoTime() - since);
                        if (line.users() > 0 || left > 0) {
                            closeUnused(line, line.users() > 0 ? UNUSED.toNanos() : left);
                        } else {
                            line.close("unused");
                        }
                    },
                    nanos,
                    TimeUnit.NANOSECONDS);
        }

        /** No further users for it. */
        public void retire(K key, L line) {
            List<L> known = shared.get(key);
            if (known != null && known.remove(line) && known.isEmpty()) {
                shared.remove(key);
            }
        }

        /** It is closed. */
        public void closed(K key, L line) {
            retire(key, line);
            open.remove(line);
        }
    }
}
