package dev.trestle.runtime;

import dev.trestle.bridge.settings.Problem;
import dev.trestle.config.GatewayConfig;
import dev.trestle.config.ListenerConfig;
import dev.trestle.exchange.ExchangeListener;
import dev.trestle.exchange.HttpExchanges;
import dev.trestle.exchange.Tap;
import dev.trestle.filter.HttpFilters;
import dev.trestle.route.Route;
import dev.trestle.source.LoadedConfig;
import dev.trestle.tcp.ConnectionListener;
import dev.trestle.tcp.TcpStatus;
import dev.trestle.upstream.Cluster;
import dev.trestle.upstream.ClusterStatus;
import dev.trestle.upstream.Clusters;
import dev.trestle.upstream.EventLoops;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running data plane: listeners, and the current snapshot of the configuration. Thread safe.
 */
public final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Factories factories;
    private final GatewayOptions options;
    private final EventLoops loops;
    private final GatewayCallouts callouts;
    private final Outside outside;
    private final HttpExchanges exchanges;
    private final Listeners listeners;
    private final StartedListeners started;
    private final ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("trestle-runtime").factory());
    /** What was replaced and still has exchanges. */
    private final Set<Snapshot> retiring = ConcurrentHashMap.newKeySet();

    private final AtomicReference<Snapshot> current = new AtomicReference<>();

    private Gateway(
            LoadedConfig config,
            Factories factories,
            GatewayOptions options,
            ExchangeListener listener,
            ConnectionListener connections) {
        this.started = new StartedListeners(listeners(config));
        this.factories = factories;
        this.options = options;
        this.loops = new EventLoops(options.eventLoops());
        this.callouts =
                new GatewayCallouts(this::pinIfAny, loops, new AuthorityClusters(factories, loops, housekeeping));
        this.outside =
                new Outside(callouts, new GatewayRedis(this::pinIfAny, loops), new GatewayGrpc(this::pinIfAny, loops));
        this.exchanges = new HttpExchanges(this::pin, listener);
        this.listeners = new Listeners(loops, exchanges, this::pin, connections);
    }

    /**
     * Compiles {@code config} and starts to listen.
     *
     * @throws RejectedConfigException when the configuration has problems
     * @throws java.io.UncheckedIOException when a port cannot be bound; the message names it
     */
    public static Gateway start(
            LoadedConfig config, Factories factories, GatewayOptions options, ExchangeListener listener) {
        return start(config, factories, options, listener, summary -> {});
    }

    /** The same, and tells {@code connections} of those that passed through. */
    public static Gateway start(
            LoadedConfig config,
            Factories factories,
            GatewayOptions options,
            ExchangeListener listener,
            ConnectionListener connections) {
        Gateway gateway = new Gateway(config, factories, options, listener, connections);
        try {
            List<Problem> problems = gateway.apply(config);
            if (!problems.isEmpty()) {
                throw new RejectedConfigException(problems);
            }
            gateway.listeners.bind(listeners(config), config, options.port());
            return gateway;
        } catch (RuntimeException failed) {
            gateway.closeAll();
            throw failed;
        }
    }

    /** Compiles, and runs the routes' examples: every problem, or an empty list. Opens no connection. */
    public static List<Problem> check(LoadedConfig config, Factories factories) {
        SnapshotCompiler.Plan plan = new SnapshotCompiler(config, factories, Outside.none(), Map.of()).compile();
        GatewayConfig whole = config.config();
        if (whole != null && plan.problems().isEmpty()) {
            Examples.run(whole, plan.routes(), config.problems());
        }
        plan.owned().close();
        return config.problems().list();
    }

    /** Compiles and swaps in; every problem, or an empty list when the new configuration serves. What is bound does not change. */
    public synchronized List<Problem> apply(LoadedConfig config) {
        Snapshot old = current.get();
        Map<String, Cluster> running = old == null ? Map.of() : old.clusters();
        SnapshotCompiler.Plan plan = new SnapshotCompiler(config, factories, outside, running).compile();
        List<List<HttpFilters>> filters = started.filters(plan, config, old);
        if (!config.problems().list().isEmpty()) {
            plan.owned().close();
            return config.problems().list();
        }
        Map<String, Cluster> clusters =
                plan.realize(planned -> Clusters.create(planned.name(), planned.config(), planned.wire(), loops));
        long generation = old == null ? 1 : old.generation() + 1;
        Snapshot fresh =
                new Snapshot(generation, config, plan, clusters, filters, started.targets(plan, config, clusters));
        current.set(fresh);
        plan.owned().serve(loops.all());
        if (old != null) {
            retiring.add(old);
            retire(old);
            warnOfListeners(old, fresh);
        }
        return List.of();
    }

    private static void warnOfListeners(Snapshot old, Snapshot fresh) {
        if (!StartedListeners.bound(listeners(old.source()))
                .equals(StartedListeners.bound(listeners(fresh.source())))) {
            LOG.warn("listeners have changed: that takes a restart, the ports stay as they are");
        }
    }

    private static List<ListenerConfig> listeners(LoadedConfig loaded) {
        GatewayConfig config = loaded.config();
        List<ListenerConfig> written = config == null ? List.of() : config.listeners();
        return written.isEmpty() ? List.of(ListenerConfig.defaults()) : written;
    }

    /**
     * Waits for the last exchange of {@code old}, which its timeouts bound, then closes the clusters that no other snapshot has: an
     * exchange may be older than several changes.
     */
    private void retire(Snapshot old) {
        var unused = housekeeping.schedule(
                () -> {
                    if (old.isHeld()) {
                        retire(old);
                        return;
                    }
                    retiring.remove(old);
                    old.close();
                    old.clusters().values().stream()
                            .filter(cluster -> !isUsed(cluster))
                            .forEach(cluster -> cluster.close(options.drainTimeout()));
                },
                50,
                TimeUnit.MILLISECONDS);
    }

    private boolean isUsed(Cluster cluster) {
        return now().clusters().containsValue(cluster)
                || retiring.stream().anyMatch(older -> older.clusters().containsValue(cluster));
    }

    private Snapshot now() {
        return Objects.requireNonNull(current.get(), "snapshot");
    }

    /** The same for what may be asked before there is a snapshot. */
    private @Nullable Snapshot pinIfAny() {
        return current.get() == null ? null : pin();
    }

    /** Holds what is current; looks again if it changed in between, so that nothing retired is ever pinned. */
    @SuppressWarnings("ReferenceEquality") // a snapshot is itself and nothing else
    private Snapshot pin() {
        while (true) {
            Snapshot snapshot = now();
            snapshot.hold();
            if (snapshot == current.get()) {
                return snapshot;
            }
            snapshot.release();
        }
    }

    /** Where the listeners are bound, in the order of the configuration. */
    public List<InetSocketAddress> addresses() {
        return listeners.addresses();
    }

    /** The number of the current snapshot: 1 for the first, one more for each change. */
    public long generation() {
        return now().generation();
    }

    /** What is served, in the order written. */
    public List<RouteStatus> routes() {
        return now().routes().routes().stream().map(RouteStatus::of).toList();
    }

    /** The clusters of the current snapshot, by name. */
    public List<ClusterStatus> clusters() {
        return now().clusters().values().stream()
                .sorted(Comparator.comparing(Cluster::name))
                .map(Cluster::status)
                .toList();
    }

    /** What the current snapshot was compiled from. */
    public LoadedConfig config() {
        return now().source();
    }

    /** Connections that pass through, for each listener and cluster that has had some. */
    public List<TcpStatus> connections() {
        return listeners.status();
    }

    /** From now on bridges are made by {@code tap}. */
    public void tap(Tap tap) {
        exchanges.tap(tap);
    }

    /** Sends clients elsewhere: every HTTP/1.1 reply asks for the end of its connection. All requests are served. */
    public void drain() {
        exchanges.closeConnections();
    }

    /** Takes {@link #drain} back. */
    public void undrain() {
        exchanges.keepConnections();
    }

    /** Exchanges in flight. */
    public int inFlight() {
        return exchanges.inFlight();
    }

    /**
     * Stops taking connections, lets exchanges in flight and connections that pass through end within {@code drainTimeout}, then closes everything.
     *
     * @return completes when all is closed
     */
    public CompletableFuture<Void> stop() {
        exchanges.closeConnections();
        listeners.unbind();
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        awaitIdle(System.nanoTime() + options.drainTimeout().toNanos(), stopped);
        return stopped;
    }

    private void awaitIdle(long deadlineNanos, CompletableFuture<Void> stopped) {
        var unused = housekeeping.schedule(
                () -> {
                    boolean busy = exchanges.inFlight() > 0 || listeners.areBusy();
                    if (busy && System.nanoTime() < deadlineNanos) {
                        awaitIdle(deadlineNanos, stopped);
                        return;
                    }
                    if (exchanges.inFlight() > 0) {
                        LOG.warn("stop: {} exchanges did not end within drainTimeout", exchanges.inFlight());
                    }
                    if (listeners.connections() > 0) {
                        LOG.warn("stop: {} connections did not end within drainTimeout", listeners.connections());
                    }
                    exchanges.cutOff();
                    listeners.closeClients();
                    closeAll();
                    stopped.complete(null);
                },
                20,
                TimeUnit.MILLISECONDS);
    }

    private void closeAll() {
        Snapshot last = current.get();
        if (last != null) {
            last.clusters().values().forEach(cluster -> cluster.close(Duration.ZERO));
            retiring.forEach(older -> older.clusters().values().forEach(cluster -> cluster.close(Duration.ZERO)));
            last.close();
            retiring.forEach(Snapshot::close);
        }
        callouts.close();
        loops.close();
        housekeeping.shutdown();
    }

    /**
     * One route, for the admin API.
     *
     * @param id its id
     * @param method or {@code *}
     * @param host or {@code *}
     * @param path the template
     * @param cluster its cluster
     * @param call what it calls
     * @param timeoutMillis the exchange's timeout
     * @param position where it is written, {@code file:line:column}
     */
    public record RouteStatus(
            String id,
            String method,
            String host,
            String path,
            String cluster,
            String call,
            long timeoutMillis,
            String position) {
        static RouteStatus of(Route route) {
            String method = route.pattern().method();
            String host = route.pattern().host();
            return new RouteStatus(
                    route.id(),
                    method == null ? "*" : method,
                    host == null ? "*" : host,
                    route.pattern().path(),
                    route.cluster().name(),
                    route.codec().call(),
                    route.policy().timeout().toMillis(),
                    route.position().toString());
        }
    }
}
