package dev.trestle.app.serve;

import dev.trestle.app.log.AccessLog;
import dev.trestle.app.metrics.ExchangeMetrics;
import dev.trestle.exchange.ExchangeListener;
import dev.trestle.exchange.ExchangeSummary;
import org.jspecify.annotations.Nullable;

/**
 * Who is told about each exchange, in this order.
 *
 * @param metrics first: the cheap one
 * @param accessLog second
 */
record Observers(ExchangeMetrics metrics, AccessLog accessLog) implements ExchangeListener {
    @Override
    public void onStart(@Nullable String route) {
        metrics.onStart(route);
    }

    @Override
    public void onEnd(ExchangeSummary summary) {
        metrics.onEnd(summary);
        accessLog.onEnd(summary);
    }
}
