package dev.trestle.filter;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** One filter set up for a TCP listener. Thread safe. */
public interface NetworkFilters extends AutoCloseable {
    /** The most bytes of one direction that it holds at a time; beyond, that direction is not read until the filter goes on. */
    int maxDataBytes();

    /**
     * The configuration it was made for serves from now on: what works by itself may begin. Called once, on the slow side, unless that
     * configuration was refused; the first connection may come before.
     *
     * @param loops the event loops of all connections
     */
    default void serve(List<ScheduledExecutorService> loops) {}

    /** The filter of one connection. On the connection's event loop. */
    NetworkFilter open(FilterConnection connection);

    /** The configuration it was made for is gone, and the last connection of it has ended. Called exactly once, on any thread. */
    @Override
    void close();
}
