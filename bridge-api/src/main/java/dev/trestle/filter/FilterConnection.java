package dev.trestle.filter;

import org.jspecify.annotations.Nullable;

/** Everything a filter may see and do of its TCP connection. On its event loop; calls after the connection has ended are no-ops. */
public interface FilterConnection {
    /** The client's connection. */
    ConnectionInfo info();

    /** The cluster's name. */
    String cluster();

    /** The endpoint; null before one was chosen. */
    @Nullable
    UpstreamInfo upstream();

    /** From the client to the endpoint. */
    Stream fromDownstream();

    /** From the endpoint to the client. */
    Stream fromUpstream();

    /** Ends the connection at once, because the filter failed outside of its hooks; what is under way is lost. */
    void fail();

    /** One direction, as this filter may see and change it. */
    interface Stream {
        /** The bytes that this filter has not passed on. */
        Body data();

        /** Lets what this filter holds go on; nothing to do if it holds nothing. */
        void resume();

        /** Closes the connection that this direction comes from, once what was passed on is written. */
        void close();
    }
}
