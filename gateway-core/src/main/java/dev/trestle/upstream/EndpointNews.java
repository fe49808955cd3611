package dev.trestle.upstream;

import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that an endpoint of a cluster cannot be reached, and once that it is back, however many loops find out. Thread safe. */
final class EndpointNews {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointNews.class);

    private final String cluster;
    private final Set<InetSocketAddress> lost = ConcurrentHashMap.newKeySet();

    EndpointNews(String cluster) {
        this.cluster = cluster;
    }

    /** A connection could not be had; {@code told} has the address and the reason. */
    void lost(Endpoint endpoint, String told) {
        if (lost.add(endpoint.address())) {
            LOG.warn("cluster {}: {}", cluster, told);
        }
    }

    /** One was had, after some that were not. */
    void back(Endpoint endpoint) {
        if (lost.remove(endpoint.address())) {
            LOG.info("cluster {}: {} is back", cluster, endpoint);
        }
    }

    /** It is none of the cluster any more. */
    void gone(Endpoint endpoint) {
        lost.remove(endpoint.address());
    }
}
