package dev.trestle.tcp;

import java.util.Map;

/**
 * The connections of one listener to one cluster, at one moment.
 *
 * @param listener the listener's name
 * @param cluster the cluster's name
 * @param open connections
 * @param accepted connections since the start, those refused at once included
 * @param bytesIn received from clients
 * @param bytesOut received from endpoints
 * @param ended connections by how they ended
 */
public record TcpStatus(
        String listener,
        String cluster,
        long open,
        long accepted,
        long bytesIn,
        long bytesOut,
        Map<ConnectionEnd, Long> ended) {
    /** Copies. */
    public TcpStatus {
        ended = Map.copyOf(ended);
    }
}
