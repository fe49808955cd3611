package dev.trestle.upstream;

import java.util.List;

/**
 * A cluster at one moment; numbers of different event loops may be some microseconds apart.
 *
 * @param name the cluster
 * @param wire the protocol's name; {@code none} where only connections pass through
 * @param endpoints every endpoint
 * @param pending exchanges that wait for a connection others use; not those for which one is being opened
 */
public record ClusterStatus(String name, String wire, List<EndpointStatus> endpoints, int pending) {
    /**
     * One endpoint.
     *
     * @param address {@code 127.0.0.1:20880}
     * @param weight its share
     * @param state {@code up}, {@code backoff} after failed connects, {@code leaving} when it is none of the cluster any more
     * @param connecting connections being opened
     * @param active connections with an exchange, or of a TCP client's own
     * @param idle connections without one
     * @param draining connections that take no new exchange
     * @param inFlight exchanges, and connections of TCP clients
     * @param connectFailures since start
     */
    public record EndpointStatus(
            String address,
            int weight,
            String state,
            int connecting,
            int active,
            int idle,
            int draining,
            int inFlight,
            long connectFailures) {}
}
