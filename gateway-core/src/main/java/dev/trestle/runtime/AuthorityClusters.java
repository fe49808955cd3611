package dev.trestle.runtime;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeCodecFactory;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.ProblemCollector;
import dev.trestle.bridge.settings.RecordBinder;
import dev.trestle.bridge.settings.SettingException;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.config.ClusterConfig;
import dev.trestle.config.EndpointConfig;
import dev.trestle.config.PoolConfig;
import dev.trestle.upstream.Cluster;
import dev.trestle.upstream.Clusters;
import dev.trestle.upstream.EventLoops;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Clusters that no configuration names: of one endpoint, {@code http://host:port}, made when a filter asks for it first, closed when
 * nobody has for a while. So many at most, since a filter may take the name from a request. Thread safe.
 */
final class AuthorityClusters {
    static final int MAX_CLUSTERS = 64;
    private static final Duration UNUSED = Duration.ofMinutes(1);
    private static final String WIRE = "http";
    private static final Pattern AUTHORITY = Pattern.compile("http://([^/?#@\\s]+?)(:[0-9]{1,5})?");

    private final @Nullable Speech speech;
    private final EventLoops loops;
    private final ScheduledExecutorService housekeeping;
    /** The one that was asked for last comes last. */
    private final LinkedHashMap<String, Kept> clusters = new LinkedHashMap<>(16, 0.75f, true);

    private boolean closed;

    /** What they speak. */
    private record Speech(WireProtocol wire, BridgeCodec codec) {
        /** Null where nobody speaks HTTP. */
        static @Nullable Speech of(@Nullable BridgeCodecFactory<?, ?> factory) {
            WireProtocol wire = factory == null ? null : ofDefaults(factory);
            BridgeCodec codec = factory == null || wire == null ? null : factory.newCalloutCodec(wire);
            return wire == null || codec == null ? null : new Speech(wire, codec);
        }
    }

    /** One of them, and how many requests it has. */
    private static final class Kept {
        private final Cluster cluster;
        private int inFlight;
        private long usedNanos = System.nanoTime();

        Kept(Cluster cluster) {
            this.cluster = cluster;
        }
    }

    AuthorityClusters(Factories factories, EventLoops loops, ScheduledExecutorService housekeeping) {
        this.speech = Speech.of(factories.codec(WIRE));
        this.loops = loops;
        this.housekeeping = housekeeping;
    }

    /** The one of {@code url}; null for what is no such URL, or if all there may be are in use. */
    synchronized @Nullable CalloutTarget take(String url) {
        Matcher matcher = AUTHORITY.matcher(url);
        Speech spoken = speech;
        if (closed || spoken == null || !matcher.matches()) {
            return null;
        }
        String address = matcher.group(1) + (matcher.group(2) == null ? ":80" : matcher.group(2));
        Kept known = clusters.get(address);
        Kept kept = known == null ? make(address, spoken) : known;
        if (kept == null) {
            return null;
        }
        kept.inFlight++;
        return new CalloutTarget(kept.cluster, spoken.codec(), () -> giveBack(kept));
    }

    private synchronized void giveBack(Kept kept) {
        kept.inFlight--;
        kept.usedNanos = System.nanoTime();
    }

    private @Nullable Kept make(String address, Speech spoken) {
        ClusterConfig config = config(address);
        if (config == null || clusters.size() >= MAX_CLUSTERS && !makeRoom()) {
            return null;
        }
        Kept made = new Kept(Clusters.create("http://" + address, config, spoken.wire(), loops));
        clusters.put(address, made);
        closeUnused(made, address);
        return made;
    }

    private static @Nullable ClusterConfig config(String address) {
        try {
            return new ClusterConfig(
                    List.of(EndpointConfig.of(address)),
                    null,
                    ClusterConfig.LoadBalancer.ROUND_ROBIN,
                    defaults(PoolConfig.class),
                    Map.of(WIRE, nothing()));
        } catch (SettingException noAddress) {
            return null;
        }
    }

    /** Closes the one that nobody has used for longest. */
    private boolean makeRoom() {
        Iterator<Kept> all = clusters.values().iterator();
        while (all.hasNext()) {
            Kept each = all.next();
            if (each.inFlight == 0) {
                all.remove();
                each.cluster.close(Duration.ZERO);
                return true;
            }
        }
        return false;
    }

    private void closeUnused(Kept kept, String address) {
        var unused = housekeeping.schedule(
                () -> {
                    synchronized (this) {
                        boolean idle = kept.inFlight == 0 && System.nanoTime() - kept.usedNanos >= UNUSED.toNanos();
                        if (idle && clusters.remove(address, kept)) {
                            kept.cluster.close(Duration.ZERO);
                        } else if (!closed && clusters.containsValue(kept)) {
                            closeUnused(kept, address);
                        }
                    }
                },
                UNUSED.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    synchronized void close() {
        closed = true;
        clusters.values().forEach(kept -> kept.cluster.close(Duration.ZERO));
        clusters.clear();
    }

    private static <W extends Record> @Nullable WireProtocol ofDefaults(BridgeCodecFactory<W, ?> factory) {
        return factory.newWireProtocol(
                defaults(factory.wireSettings()),
                path -> {
                    throw new NoSuchFileException(path);
                },
                new ProblemCollector(nothing()));
    }

    /** What a section with nothing in it says. */
    private static <R extends Record> R defaults(Class<R> type) {
        R bound = RecordBinder.bind(type, nothing(), new ProblemCollector(nothing()));
        if (bound == null) {
            throw new IllegalStateException(type + " has no default (expected: one for each key)");
        }
        return bound;
    }

    private static SettingsNode nothing() {
        return new SettingsNode.Mapping(Position.NONE, Map.of(), Map.of());
    }
}
