package dev.trestle.upstream;

import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.http.Failure;
import dev.trestle.config.ClusterConfig;
import dev.trestle.upstream.UpstreamListener.UpstreamFailure;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A cluster on one event loop: a pool for each endpoint and the choice between them. Used on that loop only. */
final class LoopPool implements ClusterLoop {
    /** Of more ids than this none comes round while it is in use. */
    private static final long MAX_NARROW_ID = 1 << 20;

    private final Setup setup;
    private final long maxExchangeId;
    private final Map<InetSocketAddress, EndpointPool> pools = new LinkedHashMap<>();
    private final List<EndpointPool> leaving = new ArrayList<>();
    private final Set<Waiter> unplaced = new LinkedHashSet<>();
    private final Set<Dial> unplacedDials = new LinkedHashSet<>();
    private Picker picker;
    private @Nullable EndpointSet known;
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
     * @param news of endpoints, over all loops
     */
    record Setup(
            String cluster,
            ClusterConfig config,
            WireProtocol wire,
            EventLoop loop,
            Class<? extends SocketChannel> socketChannel,
            int maxConnections,
            AtomicInteger pending,
            EndpointNews news) {
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

    /** The endpoints from now on: those that stay keep their connections, those that go let theirs end. */
    void update(EndpointSet set) {
        if (closed) {
            return;
        }
        known = set;
        Map<InetSocketAddress, EndpointPool> gone = new LinkedHashMap<>(pools);
        pools.clear();
        for (Endpoint endpoint : set.endpoints()) {
            EndpointPool kept = gone.remove(endpoint.address());
            if (kept == null) {
                pools.put(endpoint.address(), new EndpointPool(endpoint, setup, this));
            } else {
                kept.describe(endpoint);
                pools.put(endpoint.address(), kept);
            }
        }
        picker = Picker.of(setup.config().loadBalancer(), new ArrayList<>(pools.values()));
        leaving.addAll(gone.values());
        gone.values().forEach(EndpointPool::leave);
        leaving.removeIf(EndpointPool::isEmpty);
        placeEarly();
    }

    private void placeEarly() {
        List<Waiter> early = List.copyOf(unplaced);
        unplaced.clear();
        early.forEach(waiter -> place(waiter, null));
        List<Dial> dials = List.copyOf(unplacedDials);
        unplacedDials.clear();
        dials.forEach(dial -> place(dial, null));
    }

    /** The last connection of an endpoint that is none of the cluster any more has closed. */
    void onLeft(EndpointPool pool) {
        leaving.remove(pool);
    }

    @Override
    public long nextExchangeId() {
        advance();
        for (long tried = 1;
                maxExchangeId <= MAX_NARROW_ID && tried < maxExchangeId && isBusy(lastExchangeId);
                tried++) {
            advance();
        }
        return lastExchangeId;
    }

    private void advance() {
        lastExchangeId = lastExchangeId >= maxExchangeId ? 1 : lastExchangeId + 1;
    }

    private boolean isBusy(long exchangeId) {
        for (EndpointPool pool : pools.values()) {
            if (pool.isBusy(exchangeId)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Cancellable acquire(long exchangeId, UpstreamListener listener) {
        Waiter waiter = new Waiter(exchangeId, listener, setup);
        if (known == null && !closed) {
            // The first endpoints are on their way from another thread, which may ask a name server.
            unplaced.add(waiter);
            waiter.await(unplaced, false);
        } else {
            place(waiter, null);
        }
        return waiter;
    }

    @Override
    public Cancellable dial(DialListener listener) {
        Dial dial = new Dial(setup, listener);
        if (known == null && !closed) {
            unplacedDials.add(dial);
            dial.await(unplacedDials);
        } else {
            place(dial, null);
        }
        return dial;
    }

    @Override
    public int endpoints() {
        return pools.size();
    }

    /** Has it try an endpoint that it did not come from, or fails it once it has tried as many as there are. */
    void place(Dial dial, @Nullable EndpointPool failed) {
        if (dial.isOver()) {
            return;
        }
        EndpointPool pool = closed || !dial.mayTry(pools.size()) ? null : choose(failed);
        if (pool != null) {
            pool.dial(dial);
        } else {
            UpstreamFailure why = noEndpoint(failed);
            setup.loop().execute(() -> dial.fail(why.failure(), why.detail()));
        }
    }

    /** Gives the waiter to an endpoint's pool, another than {@code except} if there is one, or fails it. */
    void place(Waiter waiter, @Nullable EndpointPool except) {
        if (waiter.isOver()) {
            return;
        }
        EndpointPool pool = closed ? null : choose(except);
        if (pool != null) {
            pool.acquire(waiter);
        } else {
            waiter.fail(noEndpoint(except));
        }
    }

    /** Why there is no endpoint left after {@code tried}. */
    private UpstreamFailure noEndpoint(@Nullable EndpointPool tried) {
        if (closed) {
            return failure(Failure.DRAINING, "cluster " + setup.cluster() + " was closed");
        }
        if (pools.isEmpty()) {
            boolean unresolved = known != null && !known.resolved();
            String why = unresolved ? ": none of its names resolves" : " has no endpoint";
            return failure(Failure.NO_ENDPOINT, "cluster " + setup.cluster() + why);
        }
        EndpointPool down = tried == null ? pools.values().iterator().next() : tried;
        return failure(Failure.CONNECT_FAILED, down.lastFailure());
    }

    private static UpstreamFailure failure(Failure failure, String detail) {
        return new UpstreamFailure(failure, detail, true);
    }

    private @Nullable EndpointPool choose(@Nullable EndpointPool except) {
        EndpointPool picked = picker.pick(except);
        if (picked != null) {
            return picked;
        }
        for (EndpointPool each : pools.values()) {
            if (each.isOnTrial()) {
                return each;
            }
        }
        return null;
    }

    List<ClusterStatus.EndpointStatus> status() {
        List<ClusterStatus.EndpointStatus> statuses = new ArrayList<>();
        pools.values().forEach(pool -> statuses.add(pool.status()));
        leaving.forEach(pool -> statuses.add(pool.status()));
        return statuses;
    }

    /** No new exchanges; connections close as theirs end, all of them after {@code drainTimeout}. */
    void close(Duration drainTimeout) {
        closed = true;
        leaving.addAll(pools.values());
        pools.clear();
        picker = Picker.of(setup.config().loadBalancer(), List.of());
        placeEarly();
        List.copyOf(leaving).forEach(EndpointPool::leave);
        if (drainTimeout.isZero()) {
            closeNow();
        } else {
            var unused = setup.loop().schedule(this::closeNow, drainTimeout.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void closeNow() {
        List.copyOf(leaving).forEach(EndpointPool::closeNow);
    }
}
