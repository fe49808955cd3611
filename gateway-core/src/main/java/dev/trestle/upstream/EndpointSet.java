package dev.trestle.upstream;

import java.util.List;

/**
 * The endpoints of a cluster at one moment. Immutable; published by the slow side, read by every loop.
 *
 * @param endpoints distinct, in a stable order
 * @param resolved whether a name was ever resolved; an empty set that was is empty on purpose
 */
public record EndpointSet(List<Endpoint> endpoints, boolean resolved) {
    /** Copies. */
    public EndpointSet {
        endpoints = List.copyOf(endpoints);
    }
}
