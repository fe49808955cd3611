package dev.trestle.filter;

import java.net.InetSocketAddress;
import java.util.Map;

/**
 * The endpoint of a cluster that serves an exchange or a connection.
 *
 * @param address resolved
 * @param labels from the configuration or the registry
 */
public record UpstreamInfo(InetSocketAddress address, Map<String, String> labels) {}
