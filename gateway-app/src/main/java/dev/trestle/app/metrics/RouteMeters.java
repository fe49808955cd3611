package dev.trestle.app.metrics;

import dev.trestle.bridge.http.Failure;
import dev.trestle.exchange.ExchangeSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The meters of one route, made when first needed. Thread safe. */
final class RouteMeters {
    private static final String NO_CLUSTER = "none";
    private static final Failure[] CODES = Failure.values();
    private static final int FAILURES = CODES.length;
    private static final int NO_FAILURE = FAILURES;
    private static final int MAPPED = FAILURES + 1;
    private static final int OUTCOMES = FAILURES + 2;
    private static final int STATUS_CLASSES = 6;

    /** Bounded: 14 buckets for each series, from what a local call takes to beyond the default timeout, which is 5 s. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10),
        Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5),
        Duration.ofSeconds(10), Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;
    private final String route;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Gauge gauge;
    private final ConcurrentHashMap<String, AtomicReferenceArray<@Nullable Timer>> clusters = new ConcurrentHashMap<>();

    RouteMeters(MeterRegistry registry, String route) {
        this.registry = registry;
        this.route = route;
        this.gauge = Gauge.builder("trestle.requests.in.flight", inFlight, AtomicInteger::get)
                .description("Requests being served.")
                .tag("route", route)
                .register(registry);
    }

    void started() {
        inFlight.incrementAndGet();
    }

    void ended() {
        inFlight.decrementAndGet();
    }

    boolean idle() {
        return inFlight.get() == 0;
    }

    Timer timer(ExchangeSummary summary) {
        String cluster = summary.cluster() == null ? NO_CLUSTER : summary.cluster();
        AtomicReferenceArray<@Nullable Timer> timers = clusters.get(cluster);
        if (timers == null) {
            timers = clusters.computeIfAbsent(cluster, name -> new AtomicReferenceArray<>(STATUS_CLASSES * OUTCOMES));
        }
        int statusClass = Math.clamp(summary.status() / 100, 0, STATUS_CLASSES - 1);
        int outcome = outcome(summary);
        int index = statusClass * OUTCOMES + outcome;
        Timer known = timers.get(index);
        if (known != null) {
            return known;
        }
        // Two threads may come here at once: the registry gives both the same timer.
        Timer made = newTimer(cluster, statusClass + "xx", outcome);
        timers.set(index, made);
        return made;
    }

    @SuppressWarnings("EnumOrdinal") // an index of an array that lives no longer than the process
    private static int outcome(ExchangeSummary summary) {
        Failure failure = summary.failure();
        if (failure != null) {
            return failure.ordinal();
        }
        return summary.mappedCode() == null ? NO_FAILURE : MAPPED;
    }

    private static String word(int outcome) {
        if (outcome < FAILURES) {
            return CODES[outcome].code();
        }
        return outcome == MAPPED ? "mapped" : "none";
    }

    /** Removes the meters; the route is gone. */
    void close() {
        registry.remove((Meter) gauge);
        clusters.values().forEach(timers -> {
            for (int i = 0; i < timers.length(); i++) {
                Timer timer = timers.get(i);
                if (timer != null) {
                    registry.remove((Meter) timer);
                }
            }
        });
    }

    private Timer newTimer(String cluster, String status, int outcome) {
        return Timer.builder("trestle.requests")
                .description(
                        "How long requests took, by outcome: from the head's arrival to the last byte handed to the socket.")
                .tags("route", route, "cluster", cluster, "status", status)
                .tag("failure", word(outcome))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
