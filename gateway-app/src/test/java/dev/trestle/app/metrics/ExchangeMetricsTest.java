package dev.trestle.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.log.Summaries;
import dev.trestle.bridge.http.Failure;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExchangeMetricsTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ExchangeMetrics metrics = new ExchangeMetrics(registry);

    @Test
    void request_isCountedByRouteClusterStatusAndFailure() {
        metrics.onStart("user.get");
        metrics.onEnd(Summaries.ok("1"));
        metrics.onStart("user.get");
        metrics.onEnd(Summaries.of("2", "user.get", 504, Failure.TIMEOUT));
        metrics.onStart("user.get");
        metrics.onEnd(Summaries.of("3", "user.get", 504, Failure.TIMEOUT));
        assertThat(registry.scrape())
                .contains(
                        "trestle_requests_seconds_count{cluster=\"shop\",failure=\"none\",route=\"user.get\",status=\"2xx\"} 1\n",
                        "trestle_requests_seconds_count{cluster=\"shop\",failure=\"timeout\",route=\"user.get\",status=\"5xx\"} 2\n",
                        "route=\"user.get\",status=\"2xx\",le=\"0.001\"} 0\n",
                        "route=\"user.get\",status=\"2xx\",le=\"0.002\"} 1\n");
    }

    @Test
    void requestsWithoutARoute_shareOneLabel() {
        metrics.onStart(null);
        metrics.onEnd(Summaries.of("1", null, 404, Failure.NO_ROUTE));
        assertThat(registry.scrape())
                .contains("{cluster=\"none\",failure=\"no_route\",route=\"unmatched\",status=\"4xx\"} 1\n");
    }

    @Test
    void inFlight_countsWhatHasStartedAndNotEnded() {
        metrics.onStart("user.get");
        metrics.onStart("user.get");
        metrics.onEnd(Summaries.ok("1"));
        assertThat(registry.scrape()).contains("trestle_requests_in_flight{route=\"user.get\"} 1.0\n");
    }

    @Test
    void retain_forgetsRoutesThatAreGone_butNotThoseInFlight() {
        metrics.onStart("gone");
        metrics.onEnd(Summaries.of("1", "gone", 200, null));
        metrics.onStart("busy");
        metrics.onStart("user.get");
        metrics.retain(Set.of("user.get"));
        assertThat(registry.scrape()).contains("\"busy\"", "\"user.get\"").doesNotContain("\"gone\"");
        metrics.onEnd(Summaries.of("2", "busy", 200, null));
        metrics.retain(Set.of("user.get"));
        assertThat(registry.scrape()).contains("\"user.get\"").doesNotContain("\"busy\"");
    }
}
