package dev.trestle.app.metrics;

import dev.trestle.exchange.ExchangeListener;
import dev.trestle.exchange.ExchangeSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Requests, latencies and requests in flight. Runs on the event loops: two map look-ups and an array access find a meter, nothing
 * is allocated after the first request of a kind.
 *
 * <p>Labels are bounded by the configuration: {@code route} and {@code cluster} by their names, {@code status} by its class,
 * {@code failure} by its codes, with {@code mapped} for whatever a route made of the service's own errors. Requests that no route took share the route {@value #UNMATCHED}.
 */
public final class ExchangeMetrics implements ExchangeListener {
    static final String UNMATCHED = "unmatched";

    private final MeterRegistry registry;
    private final ConcurrentHashMap<String, RouteMeters> routes = new ConcurrentHashMap<>();
    private final RouteMeters unmatched;

    /** Meters in {@code registry}. */
    public ExchangeMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.unmatched = new RouteMeters(registry, UNMATCHED);
    }

    @Override
    public void onStart(@Nullable String route) {
        meters(route).started();
    }

    @Override
    public void onEnd(ExchangeSummary summary) {
        RouteMeters meters = meters(summary.route());
        meters.ended();
        meters.timer(summary).record(summary.totalNanos(), TimeUnit.NANOSECONDS);
    }

    /** Forgets the routes that are not among {@code served} and have nothing in flight, so that years of edits cost no memory. */
    public void retain(Collection<String> served) {
        routes.forEach((route, meters) -> {
            if (!served.contains(route) && meters.idle() && routes.remove(route, meters)) {
                meters.close();
            }
        });
    }

    private RouteMeters meters(@Nullable String route) {
        if (route == null) {
            return unmatched;
        }
        RouteMeters known = routes.get(route);
        return known != null ? known : routes.computeIfAbsent(route, id -> new RouteMeters(registry, id));
    }
}
