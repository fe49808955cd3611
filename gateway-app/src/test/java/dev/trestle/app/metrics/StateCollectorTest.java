package dev.trestle.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.FixedState;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class StateCollectorTest {
    @Test
    void scrape_hasClustersEndpointsAndGeneration_asTheyAreNow() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.getPrometheusRegistry().register(new StateCollector(new FixedState(null)));
        String endpoint = "{cluster=\"shop\",endpoint=\"127.0.0.1:20880\"";
        assertThat(registry.scrape())
                .contains(
                        "trestle_connections" + endpoint + ",state=\"connecting\"} 1.0\n",
                        "trestle_connections" + endpoint + ",state=\"active\"} 2.0\n",
                        "trestle_connections" + endpoint + ",state=\"idle\"} 3.0\n",
                        "trestle_connections" + endpoint + ",state=\"draining\"} 4.0\n",
                        "trestle_upstream_in_flight" + endpoint + "} 5.0\n",
                        "trestle_connect_failures_total" + endpoint + "} 6.0\n",
                        "trestle_pending_acquires{cluster=\"shop\"} 9.0\n",
                        "trestle_tcp_connections_open{cluster=\"web\",listener=\"0.0.0.0:18000\"} 3.0\n",
                        "trestle_tcp_connections_total{cluster=\"web\",listener=\"0.0.0.0:18000\"} 8.0\n",
                        "trestle_tcp_connections_ended_total{cluster=\"web\",end=\"closed\",listener=\"0.0.0.0:18000\"} 5.0\n",
                        "trestle_tcp_bytes_total{cluster=\"web\",from=\"client\",listener=\"0.0.0.0:18000\"} 500.0\n",
                        "trestle_tcp_bytes_total{cluster=\"web\",from=\"endpoint\",listener=\"0.0.0.0:18000\"} 600.0\n",
                        "trestle_config_generation 7.0\n");
    }
}
