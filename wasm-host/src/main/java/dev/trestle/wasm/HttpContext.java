package dev.trestle.wasm;

import dev.trestle.filter.FieldMap;
import dev.trestle.filter.Rest;
import dev.trestle.wasm.engine.GuestFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP stream inside of a plugin. Driven by a codec or a filter on the instance's thread, which shows it head, body and trailers
 * in their order. If the guest breaks off in a callback and its plugin fails closed, the callback throws {@link PluginLostException}; if it fails
 * open, that callback and all after it say {@link Action#CONTINUE}.
 */
public final class HttpContext {
    private final @Nullable Context context;

    /** Without a context it shows nothing to anybody: the plugin is lost and fails open. */
    HttpContext(@Nullable Context context) {
        this.context = context;
    }

    /** The request's head is there. */
    public Action onRequestHeaders(Rest rest) {
        return headers(World.Side.REQUEST, callbacks -> callbacks.requestHeaders, World.Fields.REQUEST_HEADERS, rest);
    }

    /** {@code size} bytes of the request's body are in its buffer. */
    public Action onRequestBody(int size, Rest rest) {
        return body(World.Side.REQUEST, callbacks -> callbacks.requestBody, size, rest);
    }

    /** The request's trailers are there. */
    public Action onRequestTrailers() {
        return trailers(World.Side.REQUEST, callbacks -> callbacks.requestTrailers, World.Fields.REQUEST_TRAILERS);
    }

    /** Whether the plugin does anything with responses. */
    public boolean seesResponses() {
        if (context == null) {
            return false;
        }
        Callbacks callbacks = context.instance.callbacks();
        return callbacks.responseHeaders != null
                || callbacks.responseBody != null
                || callbacks.responseTrailers != null;
    }

    /** The response's head is there. */
    public Action onResponseHeaders(Rest rest) {
        return headers(
                World.Side.RESPONSE, callbacks -> callbacks.responseHeaders, World.Fields.RESPONSE_HEADERS, rest);
    }

    /** {@code size} bytes of the response's body are in its buffer. */
    public Action onResponseBody(int size, Rest rest) {
        return body(World.Side.RESPONSE, callbacks -> callbacks.responseBody, size, rest);
    }

    /** The response's trailers are there. */
    public Action onResponseTrailers() {
        return trailers(World.Side.RESPONSE, callbacks -> callbacks.responseTrailers, World.Fields.RESPONSE_TRAILERS);
    }

    /** A property that the plugin has set for this stream, or null. */
    public byte @Nullable [] property(String path) {
        return context == null ? null : context.property(path);
    }

    /** The stream is over, however it ended. Called once; does not throw. */
    public void close() {
        if (context != null) {
            context.end();
        }
    }

    private Action headers(
            World.Side side, Function<Callbacks, @Nullable GuestFunction> callback, World.Fields which, Rest rest) {
        Context in = context;
        if (in == null) {
            return Action.CONTINUE;
        }
        GuestFunction function = callback.apply(in.instance.callbacks());
        int size = function == null ? 0 : size(in, which);
        int said = in.enter(side, function, in.id, size, code(rest));
        return in.said(
                switch (said) {
                    case 0 -> Action.CONTINUE;
                    case 1 -> in.instance.plugin().holdsHeadersAlone() ? Action.HOLD_HEADERS : Action.HOLD;
                    case 2 -> Action.END_STREAM;
                    default -> Action.HOLD;
                });
    }

    private Action body(World.Side side, Function<Callbacks, @Nullable GuestFunction> callback, int size, Rest rest) {
        Context in = context;
        if (in == null) {
            return Action.CONTINUE;
        }
        return in.said(data(in.enter(side, callback.apply(in.instance.callbacks()), in.id, size, code(rest))));
    }

    private Action trailers(
            World.Side side, Function<Callbacks, @Nullable GuestFunction> callback, World.Fields which) {
        Context in = context;
        if (in == null) {
            return Action.CONTINUE;
        }
        GuestFunction function = callback.apply(in.instance.callbacks());
        int said = in.enter(side, function, in.id, function == null ? 0 : size(in, which));
        return in.said(said == 0 ? Action.CONTINUE : Action.HOLD);
    }

    /** As the ABI numbers it. */
    static int code(Rest rest) {
        return rest == Rest.END ? 1 : 0;
    }

    /** What a callback for data said. */
    static Action data(int said) {
        return switch (said) {
            case 0 -> Action.CONTINUE;
            case 1, 2 -> Action.HOLD;
            default -> Action.DROP;
        };
    }

    private static int size(Context in, World.Fields which) {
        World world = in.world;
        FieldMap fields = world == null ? null : world.fields(which);
        return fields == null ? 0 : fields.size();
    }
}
