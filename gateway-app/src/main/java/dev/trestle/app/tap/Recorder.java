package dev.trestle.app.tap;

import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.settings.Secrets;
import dev.trestle.exchange.Tap;
import dev.trestle.route.Route;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Records the next attempts of a route. Costs nothing before it is there and little once it has enough. Thread safe. */
public final class Recorder implements Tap {
    private final TapOrder order;
    private final Instant end;
    private final AtomicInteger begun = new AtomicInteger();
    private final List<Recording> calls = new CopyOnWriteArrayList<>();
    private final Secrets secrets;

    /** Begins now; {@code secrets}, the configuration's, are masked too. */
    public Recorder(TapOrder order, Secrets secrets) {
        this.order = order;
        this.secrets = secrets;
        this.end = Instant.now().plusSeconds(order.seconds());
    }

    @Override
    public Bridge newBridge(Route route, BridgeExchange exchange) {
        boolean wanted = order.route() == null || order.route().equals(route.id());
        if (!wanted || !isOpen() || begun.incrementAndGet() > order.exchanges()) {
            return Tap.NONE.newBridge(route, exchange);
        }
        return TappedBridge.of(route, exchange, new Recording(route, exchange.info(), order.maxBytes(), calls::add));
    }

    private boolean isOpen() {
        return begun.get() < order.exchanges() && Instant.now().isBefore(end);
    }

    /** What there is so far, masked: takes time. */
    public Status status() {
        return new Status(
                order.route(),
                order.exchanges(),
                end.toString(),
                isOpen(),
                calls.stream().map(each -> each.call(secrets)).toList());
    }

    /**
     * What a recorder has.
     *
     * @param route the route's id, or null
     * @param exchanges how many were asked for
     * @param until when it stops waiting, ISO-8601
     * @param recording whether it waits for more
     * @param calls what was recorded, in the order of their ends
     */
    public record Status(
            @org.jspecify.annotations.Nullable String route,
            int exchanges,
            String until,
            boolean recording,
            List<TappedCall> calls) {}
}
