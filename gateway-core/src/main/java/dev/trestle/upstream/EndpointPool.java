package dev.trestle.upstream;

import dev.trestle.bridge.http.Failure;
import dev.trestle.config.PoolConfig;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one loop to one endpoint. Exclusive and multiplexed connections differ in one number, the exchanges a
 * connection may carry: the fullest that has room is used, a further one is opened only when none has.
 */
final class EndpointPool {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointPool.class);

    private final Endpoint endpoint;
    private final LoopPool.Setup setup;
    private final LoopPool owner;
    private final int maxExchanges;
    private final List<UpstreamConnection> connections = new ArrayList<>();
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
    private int connecting;
    private int inFlight;
    private long connectFailures;
    private long backoffMillis;
    private long backoffUntilNanos;
    private boolean backingOff;
    private boolean draining;
    private @Nullable String lastConnectFailure;

    EndpointPool(Endpoint endpoint, LoopPool.Setup setup, LoopPool owner) {
        this.endpoint = endpoint;
        this.setup = setup;
        this.owner = owner;
        this.maxExchanges = setup.maxExchangesPerConnection();
    }

    Endpoint endpoint() {
        return endpoint;
    }

    LoopPool.Setup setup() {
        return setup;
    }

    int maxExchanges() {
        return maxExchanges;
    }

    int inFlight() {
        return inFlight;
    }

    /** Whether an exchange may come here: a connection lives, or a connect may be tried. */
    boolean available() {
        return !connections.isEmpty() || !backingOff || System.nanoTime() - backoffUntilNanos >= 0;
    }

    String lastConnectFailure() {
        return lastConnectFailure == null ? endpoint + " cannot be reached" : lastConnectFailure;
    }

    void acquire(Waiter waiter) {
        UpstreamConnection free = roomFor(waiter.exchangeId());
        if (free != null) {
            waiter.end();
            free.attach(waiter.exchangeId(), waiter.listener());
            return;
        }
        if (!waiter.startWaiting()) {
            return;
        }
        waiters.add(waiter);
        connectIfNeeded();
    }

    private @Nullable UpstreamConnection roomFor(long exchangeId) {
        UpstreamConnection best = null;
        for (int i = connections.size() - 1; i >= 0; i--) {
            UpstreamConnection each = connections.get(i);
            if (each.takes(exchangeId) && (best == null || each.inFlight() > best.inFlight())) {
                best = each;
            }
        }
        return best;
    }

    private void connectIfNeeded() {
        long room = (long) connecting * maxExchanges;
        boolean needed = waiters.size() > room;
        boolean allowed = staying() + connecting < setup.maxConnections();
        if (needed && allowed && !draining) {
            connect();
        }
    }

    private int staying() {
        int staying = 0;
        for (UpstreamConnection each : connections) {
            staying += each.isDraining() ? 0 : 1;
        }
        return staying;
    }

    private void connect() {
        connecting++;
        PoolConfig pool = setup.config().pool();
        UpstreamConnection connection =
                new UpstreamConnection(this, setup.wire().newWire());
        ChannelFuture connect = new Bootstrap()
                .group(setup.loop())
                .channel(setup.socketChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        pool.connectTimeout().toMillis())
                .handler(connection)
                .connect(endpoint.address());
        connect.addListener(done -> {
            if (!done.isSuccess()) {
                connecting--;
                onConnectFailed(plain(done.cause()));
            }
        });
    }

    private String plain(@Nullable Throwable cause) {
        String text = cause == null ? "" : String.valueOf(cause.getMessage());
        String why = text.contains("refused")
                ? "connection refused"
                : text.contains("timed out") ? "connect timed out" : "cannot be reached";
        return endpoint + ": " + why;
    }

    /** The connection can take exchanges. */
    void onReady(UpstreamConnection connection) {
        connecting--;
        backingOff = false;
        backoffMillis = 0;
        if (lastConnectFailure != null) {
            LOG.info("cluster {}: {} is back", setup.cluster(), endpoint);
            lastConnectFailure = null;
        }
        if (draining) {
            connection.drain();
            return;
        }
        connections.add(connection);
        serveWaiters();
    }

    /** It closed before it was ready: for its waiters the same as a refused connect. */
    void onNeverReady(String reason) {
        connecting--;
        onConnectFailed(endpoint + ": " + reason);
    }

    private void onConnectFailed(String reason) {
        connectFailures++;
        if (lastConnectFailure == null) {
            LOG.warn("cluster {}: {}", setup.cluster(), reason);
        }
        lastConnectFailure = reason;
        PoolConfig pool = setup.config().pool();
        backoffMillis = Math.min(
                backoffMillis == 0 ? pool.minBackoff().toMillis() : backoffMillis * 2,
                pool.maxBackoff().toMillis());
        backingOff = true;
        backoffUntilNanos = System.nanoTime() + backoffMillis * 1_000_000;
        if (!connections.isEmpty() || connecting > 0) {
            return;
        }
        List<Waiter> stranded = new ArrayList<>(waiters);
        waiters.clear();
        for (Waiter waiter : stranded) {
            if (waiter.move()) {
                owner.place(waiter, this);
            } else {
                waiter.fail(Failure.CONNECT_FAILED, reason);
            }
        }
    }

    /** A share was given back, or a connection became usable again. */
    void serveWaiters() {
        while (!waiters.isEmpty()) {
            Waiter next = waiters.peek();
            if (next.over()) {
                waiters.remove();
                continue;
            }
            UpstreamConnection free = roomFor(next.exchangeId());
            if (free == null) {
                connectIfNeeded();
                return;
            }
            waiters.remove();
            next.end();
            free.attach(next.exchangeId(), next.listener());
        }
    }

    void onAttached() {
        inFlight++;
    }

    void onDetached() {
        inFlight--;
    }

    /** Sticky: the connection takes no more exchanges, but is still there. */
    void onDraining() {
        serveWaiters();
    }

    void onClosed(UpstreamConnection connection) {
        connections.remove(connection);
        serveWaiters();
    }

    void drain() {
        draining = true;
        List.copyOf(connections).forEach(UpstreamConnection::drain);
        List<Waiter> stranded = new ArrayList<>(waiters);
        waiters.clear();
        stranded.forEach(waiter -> owner.place(waiter, this));
    }

    void closeNow() {
        List.copyOf(connections).forEach(c -> c.close("the cluster was removed"));
    }

    ClusterStatus.EndpointStatus status() {
        int active = 0;
        int idle = 0;
        int leaving = 0;
        for (UpstreamConnection each : connections) {
            if (each.isDraining()) {
                leaving++;
            } else if (each.inFlight() > 0) {
                active++;
            } else {
                idle++;
            }
        }
        String state = available() ? "up" : "backoff";
        return new ClusterStatus.EndpointStatus(
                endpoint.toString(),
                endpoint.weight(),
                state,
                connecting,
                active,
                idle,
                leaving,
                inFlight,
                connectFailures);
    }
}
