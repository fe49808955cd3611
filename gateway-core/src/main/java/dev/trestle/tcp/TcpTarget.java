package dev.trestle.tcp;

import dev.trestle.filter.NetworkFilters;
import dev.trestle.upstream.Cluster;
import java.time.Duration;
import java.util.List;

/**
 * Where the connections of one listener go, and within what bounds. Immutable.
 *
 * @param listener the listener's name: where it is bound, as it is written
 * @param cluster whose endpoints they are connected to
 * @param filters what their bytes pass, in this order from the client
 * @param idleTimeout a connection on which nothing moved for this long closes
 * @param maxConnections of the listener at a time
 */
public record TcpTarget(
        String listener, Cluster cluster, List<NetworkFilters> filters, Duration idleTimeout, int maxConnections) {
    /** Copies. */
    public TcpTarget {
        filters = List.copyOf(filters);
    }
}
