package dev.trestle.tcp;

/** Who is told of connections that have ended. Called on the connection's event loop: must not block, must not throw. */
@FunctionalInterface
public interface ConnectionListener {
    /** It ended. */
    void onEnd(ConnectionSummary summary);
}
