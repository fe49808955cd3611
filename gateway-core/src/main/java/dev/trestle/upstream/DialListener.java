package dev.trestle.upstream;

import dev.trestle.bridge.http.Failure;
import io.netty.channel.Channel;

/**
 * Who asked for a connection of its own. Called once, on the event loop; {@link #onConnected} perhaps before {@code dial} returns, never
 * {@link #onFailure}.
 */
public interface DialListener {
    /**
     * The connection is there: the listener's, which adds its handler before it returns, and closes it. It allows half-closed
     * connections, and auto-read is off; the transport may all the same hand over what came last before a FIN.
     */
    void onConnected(Endpoint endpoint, Channel connection);

    /** There is none. */
    void onFailure(Failure failure, String detail);
}
