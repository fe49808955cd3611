package dev.trestle.wasm;

import dev.trestle.wasm.engine.GuestFunction;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP stream inside of a plugin. Driven by a codec or a filter on the instance's thread, which shows it head, body and trailers
 * in their order. Every callback throws {@link PluginLostException} if the guest breaks off in it.
 */
public final class HttpContext {
    private final Context context;

    HttpContext(Context context) {
        this.context = context;
    }

    /** Whether more of a message follows. */
    public enum Rest {
        /** A body or trailers follow, or may follow. */
        MORE,
        /** This is the end. */
        END
    }

    /** The request's head is there. */
    public Action onRequestHeaders(Rest rest) {
        return headers(context.instance.callbacks().requestHeaders, World.Fields.REQUEST_HEADERS, rest);
    }

    /** {@code size} bytes of the request's body are in its buffer. */
    public Action onRequestBody(int size, Rest rest) {
        return body(context.instance.callbacks().requestBody, size, rest);
    }

    /** The request's trailers are there. */
    public Action onRequestTrailers() {
        return trailers(context.instance.callbacks().requestTrailers, World.Fields.REQUEST_TRAILERS);
    }

    /** The response's head is there. */
    public Action onResponseHeaders(Rest rest) {
        return headers(context.instance.callbacks().responseHeaders, World.Fields.RESPONSE_HEADERS, rest);
    }

    /** {@code size} bytes of the response's body are in its buffer. */
    public Action onResponseBody(int size, Rest rest) {
        return body(context.instance.callbacks().responseBody, size, rest);
    }

    /** The response's trailers are there. */
    public Action onResponseTrailers() {
        return trailers(context.instance.callbacks().responseTrailers, World.Fields.RESPONSE_TRAILERS);
    }

    /** A property that the plugin has set for this stream, or null. */
    public byte @Nullable [] property(String path) {
        return context.property(path);
    }

    /** The stream is over, however it ended. Called once; does not throw. */
    public void close() {
        context.end();
    }

    private Action headers(@Nullable GuestFunction callback, World.Fields which, Rest rest) {
        int said = context.instance.enter(context, callback, context.id, size(which), rest.ordinal());
        return context.said(
                switch (said) {
                    case 0 -> Action.CONTINUE;
                    case 1 -> context.instance.plugin().holdsHeadersAlone() ? Action.HOLD_HEADERS : Action.HOLD;
                    case 2 -> Action.END_STREAM;
                    default -> Action.HOLD;
                });
    }

    private Action body(@Nullable GuestFunction callback, int size, Rest rest) {
        return context.said(data(context.instance.enter(context, callback, context.id, size, rest.ordinal())));
    }

    private Action trailers(@Nullable GuestFunction callback, World.Fields which) {
        int said = context.instance.enter(context, callback, context.id, size(which));
        return context.said(said == 0 ? Action.CONTINUE : Action.HOLD);
    }

    /** What a callback for data said. */
    static Action data(int said) {
        return switch (said) {
            case 0 -> Action.CONTINUE;
            case 1, 2 -> Action.HOLD;
            default -> Action.DROP;
        };
    }

    private int size(World.Fields which) {
        World world = context.world;
        FieldMap fields = world == null ? null : world.fields(which);
        return fields == null ? 0 : fields.size();
    }
}
