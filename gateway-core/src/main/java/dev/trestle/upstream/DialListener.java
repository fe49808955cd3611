package dev.trestle.upstream;

import dev.trestle.bridge.http.Failure;
import io.netty.channel.Channel;

/**
 * Who asked for a connection of its own. Of {@link #onConnected} and {@link #onFailure} one is called once, on the event loop; the first
 * perhaps before {@code dial} returns, never the second.
 */
public interface DialListener {
    /**
     * The connection is there: the listener's, which adds its handler before it returns, and closes it. It allows half-closed
     * connections, and auto-read is off; the transport may all the same hand over what came last before a FIN.
     */
    void onConnected(Endpoint endpoint, Channel connection);

    /** There is none. */
    void onFailure(Failure failure, String detail);

    /** The endpoint of a connection that is open is none of its cluster any more: nothing new should begin there. */
    default void onLeaving() {
        // One client's connection ends with that client.
    }
}
