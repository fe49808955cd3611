package dev.trestle.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one loop to one endpoint. Exclusive and multiplexed connections differ in one number, the exchanges a
 * connection may carry: the fullest that has room is used, a further one is opened only when none has.
 */
final class EndpointPool {

    private final LoopPool.Setup setup;
    private final LoopPool owner;
    private final int maxExchanges;
    private final Backoff backoff;
    private final List<UpstreamConnection> connections = new ArrayList<>();
    private final LinkedHashSet<Waiter> waiters = new LinkedHashSet<>();
    private final Tunnels tunnels = new Tunnels();
    private Endpoint endpoint;
    private int connecting;
    private int inFlight;
    private boolean retryPlanned;
    private boolean leaving;

    EndpointPool(Endpoint endpoint, LoopPool.Setup setup, LoopPool owner) {
        this.endpoint = endpoint;
        this.setup = setup;
        this.owner = owner;
        this.maxExchanges = setup.maxExchangesPerConnection();
        this.backoff = new Backoff(setup.config().pool());
    }

    /** As its source last described it; the address never changes. */
    Endpoint endpoint() {
        return endpoint;
    }

    void describe(Endpoint described) {
        endpoint = described;
    }

    LoopPool.Setup setup() {
        return setup;
    }

    int maxExchanges() {
        return maxExchanges;
    }

    /** What is in flight here: exchanges, and connections that one client has for itself. */
    int inFlight() {
        return inFlight + tunnels.count();
    }

    /** Whether an exchange does well to come here: a connection lives, or nothing is known against opening one. */
    boolean isAvailable() {
        return !connections.isEmpty() || !backoff.isRunning() && !isOnTrial();
    }

    /** After failures one connect at a time is tried; what waits for its end may be moved again. */
    boolean isOnTrial() {
        return backoff.hasFailed() && connecting > 0;
    }

    /** Whether all its connections have gone. */
    boolean isEmpty() {
        return hasNoneToShare() && tunnels.count() == 0;
    }

    private boolean hasNoneToShare() {
        return connections.isEmpty() && connecting == 0;
    }

    String lastFailure() {
        String reason = backoff.lastReason();
        return reason == null ? endpoint + " cannot be reached" : reason;
    }

    // ---- taking a connection ----

    void acquire(Waiter waiter) {
        UpstreamConnection free = roomFor(waiter.exchangeId());
        if (free != null) {
            waiter.end();
            free.attach(waiter.exchangeId(), waiter.listener());
            return;
        }
        waiters.add(waiter);
        connectIfNeeded();
        boolean covered = waiters.size() <= (long) connecting * maxExchanges;
        waiter.await(waiters, covered);
    }

    /** The best that has room, of equals the oldest. */
    private @Nullable UpstreamConnection roomFor(long exchangeId) {
        UpstreamConnection best = null;
        for (int i = 0; i < connections.size() && (best == null || maxExchanges > 1); i++) {
            UpstreamConnection each = connections.get(i);
            if (each.hasRoom() && each.isFree(exchangeId) && (best == null || each.goesBefore(best))) {
                best = each;
            }
        }
        return best;
    }

    /** Whether an exchange with this id could not start now, since its id is in use here. */
    boolean isBusy(long exchangeId) {
        for (int i = 0; i < connections.size(); i++) {
            if (!connections.get(i).isFree(exchangeId)) {
                return true;
            }
        }
        return false;
    }

    /** A share was given back, or a connection became usable again. */
    void serveWaiters() {
        for (Waiter next = servable(); next != null; next = servable()) {
            UpstreamConnection free = roomFor(next.exchangeId());
            next.end();
            if (free != null) {
                free.attach(next.exchangeId(), next.listener());
            }
        }
        connectIfNeeded();
    }

    /** The first that could start now. With few ids in the protocol, the one in front may have to wait for its own. */
    private @Nullable Waiter servable() {
        if (waiters.isEmpty() || !hasRoom()) {
            return null;
        }
        for (Waiter each : waiters) {
            if (roomFor(each.exchangeId()) != null) {
                return each;
            }
        }
        return null;
    }

    private boolean hasRoom() {
        for (int i = 0; i < connections.size(); i++) {
            if (connections.get(i).hasRoom()) {
                return true;
            }
        }
        return false;
    }

    // ---- opening one ----

    private void connectIfNeeded() {
        while (isConnectNeeded() && !isOnTrial()) {
            if (backoff.isRunning()) {
                retryLater();
                return;
            }
            connect();
        }
    }

    private boolean isConnectNeeded() {
        boolean needed = waiters.size() > (long) connecting * maxExchanges;
        return needed && !leaving && staying() + connecting < setup.maxConnections();
    }

    private int staying() {
        int staying = 0;
        for (int i = 0; i < connections.size(); i++) {
            staying += connections.get(i).isDraining() ? 0 : 1;
        }
        return staying;
    }

    private void retryLater() {
        if (!retryPlanned) {
            retryPlanned = true;
            var unused = setup.loop()
                    .schedule(
                            () -> {
                                retryPlanned = false;
                                connectIfNeeded();
                            },
                            backoff.remainingNanos(),
                            TimeUnit.NANOSECONDS);
        }
    }

    private void connect() {
        UpstreamConnection connection =
                new UpstreamConnection(this, setup.wire().newWire());
        connecting++;
        bootstrap().handler(connection).connect(endpoint.address()).addListener(done -> {
            if (!done.isSuccess()) {
                // It may fail inside the acquire that asked for it.
                setup.loop().execute(() -> onNeverReady(connection, plain(done.cause())));
            } else if (!connection.isReady()) {
                limitLogin(connection);
            }
        });
    }

    private Bootstrap bootstrap() {
        return new Bootstrap()
                .group(setup.loop())
                .channel(setup.socketChannel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectTimeoutMillis());
    }

    private int connectTimeoutMillis() {
        return (int) setup.config().pool().connectTimeout().toMillis();
    }

    /** Opens a connection for one client alone. It is not read from before the client asks for it. */
    void dial(Dial dial) {
        long startNanos = System.nanoTime();
        ChannelFuture connect = bootstrap()
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(Tunnels.UNCLAIMED)
                .connect(endpoint.address());
        tunnels.add(connect.channel(), dial, this::onMaybeLeft);
        connect.addListener(done -> {
            if (done.isSuccess()) {
                // At once: some transports read the first bytes unasked, when the last ones have come with them.
                onReached();
                dial.onConnected(endpoint, connect.channel());
                if (leaving && connect.channel().isActive()) {
                    dial.onLeaving();
                }
            } else {
                // It may fail inside the call that asked for it.
                setup.loop().execute(() -> {
                    onNotReached(plain(done.cause()), startNanos);
                    owner.place(dial, this);
                });
            }
        });
    }

    /** The connect timeout is for all that comes before the first exchange, a login included. */
    private void limitLogin(UpstreamConnection connection) {
        int timeoutMillis = connectTimeoutMillis();
        var unused = setup.loop()
                .schedule(
                        () -> {
                            if (!connection.isReady()) {
                                connection.close("it was not ready within " + timeoutMillis + " ms");
                            }
                        },
                        timeoutMillis,
                        TimeUnit.MILLISECONDS);
    }

    private static String plain(@Nullable Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return "connect timed out";
        }
        String text = cause == null ? "" : String.valueOf(cause.getMessage());
        return text.contains("refused") ? "connection refused" : "cannot be reached";
    }

    /** The connection can take exchanges. */
    void onReady(UpstreamConnection connection) {
        connecting--;
        onReached();
        connections.add(connection);
        if (leaving) {
            connection.drain();
        } else {
            serveWaiters();
        }
    }

    private void onReached() {
        if (backoff.hasFailed()) {
            setup.news().back(endpoint);
        }
        backoff.onSuccess();
    }

    /** It was refused, or closed before it was ready. */
    void onNeverReady(UpstreamConnection connection, String reason) {
        connecting--;
        onNotReached(reason, connection.startNanos());
    }

    private void onNotReached(String reason, long startNanos) {
        String told = endpoint + ": " + reason;
        setup.news().lost(endpoint, told);
        backoff.onFailure(told, startNanos);
        onFewer();
    }

    private void onFewer() {
        if (hasNoneToShare() && backoff.isRunning()) {
            moveWaiters();
        } else {
            serveWaiters();
        }
        onMaybeLeft();
    }

    private void onMaybeLeft() {
        if (leaving && isEmpty()) {
            owner.onLeft(this);
        }
    }

    /** Each to another endpoint, or to its failure. */
    private void moveWaiters() {
        List<Waiter> stranded = List.copyOf(waiters);
        waiters.clear();
        stranded.forEach(waiter -> owner.place(waiter, this));
    }

    // ---- what connections tell ----

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
        onFewer();
    }

    // ---- leaving ----

    /** The endpoint is no longer one of its cluster: connections close as their exchanges end. */
    void leave() {
        leaving = true;
        setup.news().gone(endpoint);
        moveWaiters();
        List.copyOf(connections).forEach(UpstreamConnection::drain);
        tunnels.leave();
    }

    void closeNow() {
        List.copyOf(connections).forEach(c -> c.close("the cluster was removed"));
        tunnels.close();
    }

    ClusterStatus.EndpointStatus status() {
        int active = 0;
        int unused = 0;
        int draining = 0;
        for (UpstreamConnection each : connections) {
            if (each.isDraining()) {
                draining++;
            } else if (each.inFlight() > 0) {
                active++;
            } else {
                unused++;
            }
        }
        String state = leaving ? "leaving" : connections.isEmpty() && backoff.hasFailed() ? "backoff" : "up";
        return new ClusterStatus.EndpointStatus(
                endpoint.toString(),
                endpoint.weight(),
                state,
                connecting + tunnels.connecting(),
                active + tunnels.open(),
                unused,
                draining,
                inFlight(),
                backoff.failures());
    }
}
