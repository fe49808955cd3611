package dev.trestle.route;

import dev.trestle.bridge.http.Headers;

/**
 * The parts of a request that routes look at.
 *
 * @param method upper case
 * @param host the {@code Host} or {@code :authority}, with or without its port; empty when there is none
 * @param path undecoded, without the query
 * @param query undecoded, without {@code ?}
 * @param headers the header fields
 */
public record RouteRequest(String method, String host, String path, String query, Headers headers) {}
