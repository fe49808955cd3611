package dev.trestle.exchange;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.TraceContext;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The handler of the data plane: turns every request into an exchange on its connection's own event loop. Thread safe. */
public final class HttpExchanges {
    private static final Logger LOG = LoggerFactory.getLogger(HttpExchanges.class);

    private final RoutingSource routing;
    private final ExchangeListener listener;
    private final RequestIds ids = new RequestIds();
    private final Refusals refusals;
    private final HandshakeLog handshakes = new HandshakeLog();
    private final BodyMemory bodies = BodyMemory.ofProcess();
    private final AtomicLong connections = new AtomicLong();
    private final LongAdder inFlight = new LongAdder();
    private final FastThreadLocal<OfLoop> ofLoop = new FastThreadLocal<>();
    private volatile boolean closing;
    private volatile Failure whyUnsaid = Failure.CLIENT_CLOSED;
    private volatile Tap tap = Tap.NONE;

    /** Serves what {@code routing} has, and tells {@code listener}. */
    public HttpExchanges(RoutingSource routing, ExchangeListener listener) {
        this.routing = routing;
        this.listener = listener;
        this.refusals = new Refusals(listener, ids);
    }

    /** What serves the requests of a listener, by its number in the order in which they are started. */
    public BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> of(int listener) {
        return (request, response) -> {
            inFlight.increment();
            return new HttpExchange(new ClientSide(request, response, this), this, routing.pin(), listener);
        };
    }

    /** Watches over a new connection. On its event loop. */
    public void accept(Channel connection, ClientLimits limits) {
        OfLoop own = ofLoop(connection.eventLoop());
        own.flushes.gather(connection.pipeline());
        ClientConnection.accept(connections.incrementAndGet(), connection, own.deadlines, limits);
        new HttpIntake(refusals, handshakes, limits.request()).install(connection.pipeline());
    }

    /** Exchanges that have not ended. */
    public int inFlight() {
        return inFlight.intValue();
    }

    /** From now on every HTTP/1.1 reply asks its client to close the connection. */
    public void closeConnections() {
        closing = true;
    }

    /** Takes that back. */
    public void keepConnections() {
        closing = false;
    }

    /** The gateway is about to close the connections of those that have not ended. For good. */
    public void cutOff() {
        whyUnsaid = Failure.DRAINING;
    }

    /** Why an exchange's connection closes before its reply is out. */
    Failure whyUnsaid() {
        return whyUnsaid;
    }

    /** From now on attempts get their bridges from {@code fresh}. */
    public void tap(Tap fresh) {
        tap = fresh;
    }

    Tap tap() {
        return tap;
    }

    boolean closing() {
        return closing;
    }

    /** An observer's defect is not the exchange's. */
    void started(@Nullable String route) {
        try {
            listener.onStart(route);
        } catch (RuntimeException defect) {
            LOG.error("an observer of exchanges failed", defect);
        }
    }

    RequestIds ids() {
        return ids;
    }

    /** The trace of an exchange whose client is at {@code client}; an observer's defect is not the exchange's. */
    @Nullable
    Trace trace(@Nullable TraceContext client) {
        try {
            return listener.trace(client);
        } catch (RuntimeException defect) {
            LOG.error("an observer of exchanges failed", defect);
            return null;
        }
    }

    BodyMemory bodies() {
        return bodies;
    }

    /** Those of {@code loop}, which is the caller's. */
    Deadlines deadlines(EventLoop loop) {
        return ofLoop(loop).deadlines;
    }

    private OfLoop ofLoop(EventLoop loop) {
        OfLoop own = ofLoop.getIfExists();
        if (own == null) {
            own = new OfLoop(new Deadlines(loop), new Flushes(loop));
            ofLoop.set(own);
        }
        return own;
    }

    /** What the connections of one event loop share. */
    private record OfLoop(Deadlines deadlines, Flushes flushes) {}

    void ended(ExchangeSummary summary) {
        inFlight.decrement();
        try {
            listener.onEnd(summary);
        } catch (RuntimeException defect) {
            LOG.error("an observer of exchanges failed", defect);
        }
    }
}
