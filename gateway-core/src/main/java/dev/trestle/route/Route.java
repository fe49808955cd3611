package dev.trestle.route;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.settings.Position;
import dev.trestle.filter.HttpFilters;
import dev.trestle.upstream.Cluster;
import java.time.Duration;
import java.util.List;

/**
 * A compiled route: what it calls and how, with no name left to look up. Immutable.
 *
 * @param id its id, for metrics, logs and the admin API
 * @param pattern what it matches
 * @param cluster where the call goes
 * @param codec how the call is made
 * @param filters what its requests and replies pass, in the order written
 * @param policy limits and retries
 * @param position where it is written
 */
public record Route(
        String id,
        RoutePattern pattern,
        Cluster cluster,
        BridgeCodec codec,
        List<HttpFilters> filters,
        Policy policy,
        Position position) {
    /** Copies. */
    public Route {
        filters = List.copyOf(filters);
    }

    /** The same route to the cluster that runs. */
    public Route to(Cluster real) {
        return new Route(id, pattern, real, codec, filters, policy, position);
    }

    /**
     * Limits and retries.
     *
     * @param timeout from the whole request to the whole reply (resolution: 10 ms)
     * @param maxBodyBytes of the request
     * @param maxRetries attempts after the first
     * @param idempotent whether an attempt may be made again after a byte of it was written
     */
    public record Policy(Duration timeout, int maxBodyBytes, int maxRetries, boolean idempotent) {}
}
