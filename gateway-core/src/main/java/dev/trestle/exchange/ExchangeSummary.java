package dev.trestle.exchange;

import dev.trestle.bridge.http.Failure;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request. Times are nanoseconds; -1 where a phase was not reached.
 *
 * @param startMillis when its head arrived, milliseconds since 1970
 * @param requestId its correlation id
 * @param peer the client, {@code host:port}
 * @param protocol {@code HTTP/1.1} or {@code HTTP/2.0}
 * @param method as sent
 * @param path as sent, with the query
 * @param route the route's id, or null when none matched
 * @param cluster the cluster, or null
 * @param call what was called, or null
 * @param endpoint the endpoint that served the last attempt, or null
 * @param attempts how many attempts were made
 * @param status the HTTP status; 499 when the client went away first
 * @param rpcStatus the protocol's word for the outcome, or null
 * @param failure what failed, or null
 * @param mappedCode the code of the problem that the route made of an error of the service, or null
 * @param detail what is known of a failure or an error, also what no client is told, or null
 * @param requestBytes of the body
 * @param replyBytes of the body
 * @param totalNanos head received to last byte handed to the socket
 * @param acquireNanos spent waiting for a connection
 * @param upstreamNanos first byte sent upstream to the whole reply
 * @param decodeNanos the last part of that: from the last frame of the upstream to the whole reply
 * @param sentNanos head received to first byte sent upstream
 * @param trace where it stands in a trace, or null
 */
public record ExchangeSummary(
        long startMillis,
        String requestId,
        String peer,
        String protocol,
        String method,
        String path,
        @Nullable String route,
        @Nullable String cluster,
        @Nullable String call,
        @Nullable String endpoint,
        int attempts,
        int status,
        @Nullable String rpcStatus,
        @Nullable Failure failure,
        @Nullable String mappedCode,
        @Nullable String detail,
        long requestBytes,
        long replyBytes,
        long totalNanos,
        long acquireNanos,
        long upstreamNanos,
        long decodeNanos,
        long sentNanos,
        @Nullable Trace trace) {}
