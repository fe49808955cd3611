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

    /** The codes that routes give are as many as their configuration likes: they are one label, which is no success. */
    @Test
    void mappedErrors_areCountedApart() {
        metrics.onStart("user.get");
        metrics.onEnd(Summaries.mapped("1", 404, "no_such_user", "NoUser"));
        metrics.onStart("user.get");
        metrics.onEnd(Summaries.mapped("2", 409, "user_is_locked", "Locked"));
        assertThat(registry.scrape())
                .contains(
                        "trestle_requests_seconds_count{cluster=\"shop\",failure=\"mapped\",route=\"user.get\",status=\"4xx\"} 2\n")
                .doesNotContain("failure=\"none\"", "no_such_user");
    }

    /** The default timeout is 5 s: what runs into it must be told from what runs much longer. */
    @Test
    void latency_hasBucketsBeyondTheDefaultTimeout() {
        metrics.onStart("user.get");
        metrics.onEnd(Summaries.ok("1"));
        assertThat(registry.scrape()).contains("le=\"5.0\"} 1\n", "le=\"10.0\"} 1\n", "le=\"30.0\"} 1\n");
    }

    @Test
    void scrape_hasTheProcess() {
        try (ProcessMeters process = new ProcessMeters(registry)) {
            process.countRejections(this, any -> 3);
            process.countDroppedLines(this, any -> 4);
            assertThat(registry.scrape())
                    .contains(
                            "jvm_memory_used_bytes{",
                            "jvm_threads_live_threads ",
                            "jvm_gc_max_data_size_bytes ",
                            "process_cpu_usage ",
                            "process_uptime_seconds ",
                            "netty_allocator_memory_used{",
                            "trestle_config_rejected_total 3.0",
                            "trestle_access_log_dropped_total 4.0");
        }
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
