package dev.trestle.app.explain;

import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.route.RouteRequest;

/**
 * The request that is asked about.
 *
 * @param method upper case
 * @param path as sent, percent-encoded, without the query
 * @param query without {@code ?}; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
public record Question(String method, String path, String query, Headers headers, byte[] body) {
    RouteRequest routed() {
        String host = headers.get("host");
        return new RouteRequest(method, host == null ? "" : host, path, query, headers);
    }

    RequestHead head(PathVariables variables) {
        return new RequestHead(method, path, query, headers, variables);
    }

    /** Path and query, as in a request line. */
    public String target() {
        return query.isEmpty() ? path : path + "?" + query;
    }
}
