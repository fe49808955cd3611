package dev.trestle.wasm;

import org.jspecify.annotations.Nullable;

/**
 * One TCP connection inside of a plugin. Driven by a network filter on the instance's thread. Every callback throws
 * {@link PluginLostException} if the guest breaks off in it.
 */
public final class StreamContext {
    private final Context context;

    StreamContext(Context context) {
        this.context = context;
    }

    /** Who closed a connection, as the ABI numbers them. */
    public enum Peer {
        /** 0. */
        UNKNOWN,
        /** 1: this gateway. */
        LOCAL,
        /** 2: the other end. */
        REMOTE
    }

    /** A client has connected. */
    public Action onNewConnection() {
        int said = context.instance.enter(context, context.instance.callbacks().newConnection, context.id);
        return said == 0 ? Action.CONTINUE : Action.HOLD;
    }

    /** {@code size} bytes of the client's are in their buffer. */
    public Action onDownstreamData(int size, HttpContext.Rest rest) {
        return HttpContext.data(context.instance.enter(
                context, context.instance.callbacks().downstreamData, context.id, size, rest.ordinal()));
    }

    /** {@code size} bytes of the upstream's are in their buffer. */
    public Action onUpstreamData(int size, HttpContext.Rest rest) {
        return HttpContext.data(context.instance.enter(
                context, context.instance.callbacks().upstreamData, context.id, size, rest.ordinal()));
    }

    /** The connection to the client is closed. */
    public void onDownstreamClose(Peer by) {
        context.instance.enter(context, context.instance.callbacks().downstreamClose, context.id, by.ordinal());
    }

    /** The connection to the upstream is closed. */
    public void onUpstreamClose(Peer by) {
        context.instance.enter(context, context.instance.callbacks().upstreamClose, context.id, by.ordinal());
    }

    /** A property that the plugin has set for this connection, or null. */
    public byte @Nullable [] property(String path) {
        return context.property(path);
    }

    /** The connection is over. Called once; does not throw. */
    public void close() {
        context.end();
    }
}
