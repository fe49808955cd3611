package dev.trestle.app.serve;

import dev.trestle.app.log.AccessLog;
import dev.trestle.app.metrics.ExchangeMetrics;
import dev.trestle.app.otlp.Otlp;
import dev.trestle.bridge.http.TraceContext;
import dev.trestle.exchange.ExchangeListener;
import dev.trestle.exchange.ExchangeSummary;
import dev.trestle.exchange.Trace;
import org.jspecify.annotations.Nullable;

/**
 * Who is told about each exchange, in this order.
 *
 * @param metrics first: the cheap one
 * @param accessLog second
 * @param otlp last, and asked for traces; null for none
 */
record Observers(
        ExchangeMetrics metrics,
        AccessLog accessLog,
        @Nullable Otlp otlp) implements ExchangeListener {
    @Override
    public void onStart(@Nullable String route) {
        metrics.onStart(route);
    }

    @Override
    public @Nullable Trace trace(@Nullable TraceContext client) {
        return otlp == null ? ExchangeListener.super.trace(client) : otlp.trace(client);
    }

    @Override
    public void onEnd(ExchangeSummary summary) {
        metrics.onEnd(summary);
        accessLog.onEnd(summary);
        if (otlp != null) {
            otlp.onEnd(summary);
        }
    }
}
