package dev.trestle.filter;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** One filter set up for a route or listener. Thread safe. */
public interface HttpFilters extends AutoCloseable {
    /**
     * The most bytes of one body that it holds at a time; beyond, a request gets 413 and a reply becomes 502. A route's
     * {@code maxBodyBytes} may be less.
     */
    int maxBodyBytes();

    /**
     * The configuration it was made for serves from now on: what works by itself may begin. Called once, on the slow side, unless that
     * configuration was refused; the first exchange may come before.
     *
     * @param loops the event loops of all exchanges
     */
    default void serve(List<ScheduledExecutorService> loops) {}

    /** The filter of one exchange. On the exchange's event loop. */
    HttpFilter open(FilterExchange exchange);

    /** The configuration it was made for is gone, and the last exchange of it has ended. Called exactly once, on any thread. */
    @Override
    void close();
}
