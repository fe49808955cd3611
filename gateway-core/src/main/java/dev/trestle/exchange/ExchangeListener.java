package dev.trestle.exchange;

import dev.trestle.bridge.http.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * The one seam for metrics, traces and the access log. Called on the exchange's event loop: must not block, must not throw.
 */
public interface ExchangeListener {
    /** A request came in; {@code route} is its route's id, or null when none matched. */
    void onStart(@Nullable String route);

    /**
     * The trace of an exchange, asked at most once and before its end.
     *
     * @param client where its client stands in one, or null
     * @return null for none
     */
    default @Nullable Trace trace(@Nullable TraceContext client) {
        return client == null ? null : Trace.passed(client);
    }

    /** It ended; called once for each start, with the same route. */
    void onEnd(ExchangeSummary summary);
}
