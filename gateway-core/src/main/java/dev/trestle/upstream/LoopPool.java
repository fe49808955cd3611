package dev.trestle.upstream;

import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.http.Failure;
import dev.trestle.config.ClusterConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A cluster on one event loop: a pool for each endpoint and the choice between them. Used on that loop only. */
final class LoopPool implements ClusterLoop {
    private final Setup setup;
    private final long maxExchangeId;
    private final Map<Endpoint, EndpointPool> pools = new LinkedHashMap<>();
    private Picker picker;
    private boolean updated;
    private boolean closed;
    private long lastExchangeId;

    /**
     * What all pools of one loop have in common.
     *
     * @param cluster its name
     * @param config its configuration
     * @param wire what connections speak
     * @param loop the loop
     * @param socketChannel the transport's channel
     * @param maxConnections of one endpoint on this loop
     * @param pending exchanges that wait, over all loops
     */
    record Setup(
            String cluster,
            ClusterConfig config,
            WireProtocol wire,
            EventLoop loop,
            Class<? extends SocketChannel> socketChannel,
            int maxConnections,
            AtomicInteger pending) {
        int maxExchangesPerConnection() {
            return Math.min(wire.maxExchangesPerConnection(), config.pool().maxExchangesPerConnection());
        }
    }

    LoopPool(Setup setup) {
        this.setup = setup;
        this.maxExchangeId = setup.wire().maxExchangeId();
        this.picker = Picker.of(setup.config().loadBalancer(), List.of());
    }

    EventLoop loop() {
        return setup.loop();
    }

    void update(EndpointSet set) {
        if (closed) {
            return;
        }
        updated = true;
        Map<Endpoint, EndpointPool> gone = new LinkedHashMap<>(pools);
        pools.clear();
        for (Endpoint endpoint : set.endpoints()) {
            EndpointPool kept = gone.remove(endpoint);
            pools.put(endpoint, kept == null ? new EndpointPool(endpoint, setup, this) : kept);
        }
        gone.values().forEach(EndpointPool::drain);
        picker = Picker.of(setup.config().loadBalancer(), new ArrayList<>(pools.values()));
    }

    @Override
    public long nextExchangeId() {
        lastExchangeId = lastExchangeId >= maxExchangeId ? 1 : lastExchangeId + 1;
        return lastExchangeId;
    }

    @Override
    public Cancellable acquire(long exchangeId, UpstreamListener listener) {
        Waiter waiter = new Waiter(exchangeId, listener, setup);
        if (!updated && !closed) {
            // The first endpoints are on their way from another thread.
            setup.loop().execute(() -> place(waiter, null));
        } else {
            place(waiter, null);
        }
        return waiter;
    }

    /** Gives the waiter to an endpoint's pool, or fails it. */
    void place(Waiter waiter, @Nullable EndpointPool except) {
        if (waiter.over()) {
            return;
        }
        EndpointPool pool = closed ? null : picker.pick(except);
        if (pool != null) {
            pool.acquire(waiter);
        } else if (pools.isEmpty() || closed) {
            waiter.failLater(Failure.NO_ENDPOINT, "cluster " + setup.cluster() + " has no endpoint");
        } else {
            EndpointPool down = pools.values().iterator().next();
            waiter.failLater(Failure.CONNECT_FAILED, down.lastConnectFailure());
        }
    }

    List<ClusterStatus.EndpointStatus> status() {
        return pools.values().stream().map(EndpointPool::status).toList();
    }

    void close(Duration drainTimeout) {
        closed = true;
        List<EndpointPool> closing = new ArrayList<>(pools.values());
        closing.forEach(EndpointPool::drain);
        pools.clear();
        picker = Picker.of(setup.config().loadBalancer(), List.of());
        var unused = setup.loop()
                .schedule(
                        () -> closing.forEach(EndpointPool::closeNow), drainTimeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
