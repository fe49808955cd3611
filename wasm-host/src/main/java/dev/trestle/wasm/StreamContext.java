package dev.trestle.wasm;

import dev.trestle.filter.ClosedBy;
import dev.trestle.filter.Rest;
import dev.trestle.wasm.engine.GuestFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection inside of a plugin. Driven by a network filter on the instance's thread. If the guest breaks off in a
 * callback it is as for {@link HttpContext}.
 */
public final class StreamContext {
    private final @Nullable Context context;

    /** Without a context it shows nothing to anybody: the plugin is lost and fails open. */
    StreamContext(@Nullable Context context) {
        this.context = context;
    }

    /** A client has connected. */
    public Action onNewConnection() {
        return enter(World.Side.DOWNSTREAM, callbacks -> callbacks.newConnection) == 0 ? Action.CONTINUE : Action.HOLD;
    }

    /** {@code size} bytes of the client's are in their buffer. */
    public Action onDownstreamData(int size, Rest rest) {
        return HttpContext.data(
                enter(World.Side.DOWNSTREAM, callbacks -> callbacks.downstreamData, size, HttpContext.code(rest)));
    }

    /** {@code size} bytes of the upstream's are in their buffer. */
    public Action onUpstreamData(int size, Rest rest) {
        return HttpContext.data(
                enter(World.Side.UPSTREAM, callbacks -> callbacks.upstreamData, size, HttpContext.code(rest)));
    }

    /** The connection to the client is closed. */
    public void onDownstreamClose(ClosedBy by) {
        enter(World.Side.DOWNSTREAM, callbacks -> callbacks.downstreamClose, code(by));
    }

    /** The connection to the upstream is closed. */
    public void onUpstreamClose(ClosedBy by) {
        enter(World.Side.UPSTREAM, callbacks -> callbacks.upstreamClose, code(by));
    }

    /** As the ABI numbers it. */
    private static int code(ClosedBy by) {
        return switch (by) {
            case UNKNOWN -> 0;
            case GATEWAY -> 1;
            case PEER -> 2;
        };
    }

    /** A property that the plugin has set for this connection, or null. */
    public byte @Nullable [] property(String path) {
        return context == null ? null : context.property(path);
    }

    /** The connection is over. Called once; does not throw. */
    public void close() {
        if (context != null) {
            context.end();
        }
    }

    private int enter(World.Side side, Function<Callbacks, @Nullable GuestFunction> callback, long... args) {
        Context in = context;
        if (in == null) {
            return 0;
        }
        long[] all = new long[args.length + 1];
        all[0] = in.id;
        System.arraycopy(args, 0, all, 1, args.length);
        return in.enter(side, callback.apply(in.instance.callbacks()), all);
    }
}
