package dev.trestle.exchange;

import org.jspecify.annotations.Nullable;

/**
 * The one seam for metrics, traces and the access log. Called on the exchange's event loop: must not block, must not throw.
 */
public interface ExchangeListener {
    /** A request came in; {@code route} is its route's id, or null when none matched. */
    void onStart(@Nullable String route);

    /** It ended; called once for each start, with the same route. */
    void onEnd(ExchangeSummary summary);
}
