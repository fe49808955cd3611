package dev.trestle.tcp;

import org.jspecify.annotations.Nullable;

/**
 * What became of one connection. Times are nanoseconds.
 *
 * @param startMillis when it was accepted, milliseconds since 1970
 * @param peer the client, {@code host:port}
 * @param listener the listener's name
 * @param cluster the cluster, or null where the listener has none any more
 * @param endpoint the endpoint it was connected to, or null
 * @param end how it ended
 * @param detail more of that, or null
 * @param bytesIn received from the client
 * @param bytesOut received from the endpoint
 * @param totalNanos accepted to closed
 * @param connectNanos spent until the endpoint was connected; -1 where it never was
 */
public record ConnectionSummary(
        long startMillis,
        String peer,
        String listener,
        @Nullable String cluster,
        @Nullable String endpoint,
        ConnectionEnd end,
        @Nullable String detail,
        long bytesIn,
        long bytesOut,
        long totalNanos,
        long connectNanos) {}
