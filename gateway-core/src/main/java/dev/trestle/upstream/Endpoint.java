package dev.trestle.upstream;

import java.net.InetSocketAddress;
import java.util.Map;

/**
 * One resolved endpoint.
 *
 * @param address resolved
 * @param weight relative share, 1 or more
 * @param labels from the configuration or the registry
 */
public record Endpoint(InetSocketAddress address, int weight, Map<String, String> labels) {
    /** {@code 127.0.0.1:20880}. */
    @Override
    public String toString() {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
