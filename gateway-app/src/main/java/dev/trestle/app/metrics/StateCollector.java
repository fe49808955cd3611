package dev.trestle.app.metrics;

import dev.trestle.app.GatewayState;
import dev.trestle.upstream.ClusterStatus;
import dev.trestle.upstream.ClusterStatus.EndpointStatus;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * Clusters and configuration as they are at the moment of a scrape. Read then and only then: endpoints come and go, and a gauge
 * for each would have to follow them.
 */
public final class StateCollector implements MultiCollector {
    private final GatewayState state;

    /** Reads {@code state} at each scrape. */
    public StateCollector(GatewayState state) {
        this.state = state;
    }

    @Override
    public MetricSnapshots collect() {
        GaugeSnapshot.Builder connections = gauge("trestle_connections", "Upstream connections by state.");
        GaugeSnapshot.Builder inFlight = gauge("trestle_upstream_in_flight", "Exchanges on an endpoint's connections.");
        GaugeSnapshot.Builder pending = gauge("trestle_pending_acquires", "Exchanges that wait for a connection.");
        CounterSnapshot.Builder failures =
                CounterSnapshot.builder().name("trestle_connect_failures").help("Connects that failed.");
        for (ClusterStatus cluster : state.clusters()) {
            pending.dataPoint(point(Labels.of("cluster", cluster.name()), cluster.pending()));
            for (EndpointStatus endpoint : cluster.endpoints()) {
                Labels labels = Labels.of("cluster", cluster.name(), "endpoint", endpoint.address());
                connections.dataPoint(point(labels.add("state", "connecting"), endpoint.connecting()));
                connections.dataPoint(point(labels.add("state", "active"), endpoint.active()));
                connections.dataPoint(point(labels.add("state", "idle"), endpoint.idle()));
                connections.dataPoint(point(labels.add("state", "draining"), endpoint.draining()));
                inFlight.dataPoint(point(labels, endpoint.inFlight()));
                failures.dataPoint(CounterDataPointSnapshot.builder()
                        .labels(labels)
                        .value((double) endpoint.connectFailures())
                        .build());
            }
        }
        GaugeSnapshot.Builder generation =
                gauge("trestle_config_generation", "The number of the configuration that serves.");
        generation.dataPoint(point(Labels.EMPTY, state.generation()));
        return MetricSnapshots.of(
                connections.build(), inFlight.build(), pending.build(), failures.build(), generation.build());
    }

    private static GaugeSnapshot.Builder gauge(String name, String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    private static GaugeDataPointSnapshot point(Labels labels, long value) {
        return GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value((double) value)
                .build();
    }
}
