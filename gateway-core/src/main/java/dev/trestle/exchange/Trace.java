package dev.trestle.exchange;

import dev.trestle.bridge.http.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * An exchange in a distributed trace. Immutable.
 *
 * @param parentSpanId the span of whoever asked, null if the trace begins here
 * @param context the exchange's own span
 * @param upstream the span of the calls that are made for it, whose children the service's spans are
 */
public record Trace(@Nullable String parentSpanId, TraceContext context, TraceContext upstream) {
    /** Nobody here makes spans: calls are children of the client's, and the log can name the trace. */
    public static Trace passed(TraceContext client) {
        return new Trace(client.spanId(), client, client);
    }
}
