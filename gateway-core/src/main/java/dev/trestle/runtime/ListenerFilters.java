package dev.trestle.runtime;

import dev.trestle.filter.HttpFilters;
import dev.trestle.filter.NetworkFilters;
import java.util.List;

/**
 * The filters of one listener, in the order written.
 *
 * @param http of one that takes requests
 * @param network of one that takes connections
 */
record ListenerFilters(List<HttpFilters> http, List<NetworkFilters> network) {
    /** Copies. */
    ListenerFilters {
        http = List.copyOf(http);
        network = List.copyOf(network);
    }
}
