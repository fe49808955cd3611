package dev.trestle.filter;

/**
 * What a filter does in one TCP connection. Used on one thread, never re-entered: {@link FilterConnection} does what it is told in a
 * hook once the hook has returned.
 *
 * <p>What comes from the client (downstream) passes the filters in the order in which they are written, what comes from the endpoint
 * (upstream) in the reverse order. An exception from any hook closes this connection alone.
 */
public interface NetworkFilter extends AutoCloseable {
    /** A client has connected. {@link Flow#PAUSE} holds its bytes, and the choice of an endpoint, until the filter resumes. */
    default Flow onConnection() {
        return Flow.CONTINUE;
    }

    /** More of the client's bytes, or their end, perhaps with no byte: {@code data()} has all that was not passed on. */
    default Flow onDownstreamData(Rest rest) {
        return Flow.CONTINUE;
    }

    /** More of the endpoint's bytes, or their end, perhaps with no byte: {@code data()} has all that was not passed on. */
    default Flow onUpstreamData(Rest rest) {
        return Flow.CONTINUE;
    }

    /** The connection to the client is closed. */
    default void onDownstreamClose(ClosedBy by) {}

    /** The connection to the endpoint is closed. */
    default void onUpstreamClose(ClosedBy by) {}

    /** Both are over. Called exactly once. */
    @Override
    default void close() {}
}
