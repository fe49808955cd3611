package dev.trestle.app.metrics;

import dev.trestle.app.GatewayState;
import dev.trestle.tcp.TcpStatus;
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
        CounterSnapshot.Builder failures = counter("trestle_connect_failures", "Connects that failed.");
        for (ClusterStatus cluster : state.clusters()) {
            pending.dataPoint(point(Labels.of("cluster", cluster.name()), cluster.pending()));
            for (EndpointStatus endpoint : cluster.endpoints()) {
                Labels labels = Labels.of("cluster", cluster.name(), "endpoint", endpoint.address());
                connections.dataPoint(point(labels.add("state", "connecting"), endpoint.connecting()));
                connections.dataPoint(point(labels.add("state", "active"), endpoint.active()));
                connections.dataPoint(point(labels.add("state", "idle"), endpoint.idle()));
                connections.dataPoint(point(labels.add("state", "draining"), endpoint.draining()));
                inFlight.dataPoint(point(labels, endpoint.inFlight()));
                failures.dataPoint(count(labels, endpoint.connectFailures()));
            }
        }
        GaugeSnapshot.Builder generation =
                gauge("trestle_config_generation", "The number of the configuration that serves.");
        generation.dataPoint(point(Labels.EMPTY, state.generation()));
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        connections(all);
        return all.metricSnapshot(connections.build())
                .metricSnapshot(inFlight.build())
                .metricSnapshot(pending.build())
                .metricSnapshot(failures.build())
                .metricSnapshot(generation.build())
                .build();
    }

    /** Connections that pass through. */
    private void connections(MetricSnapshots.Builder all) {
        GaugeSnapshot.Builder open = gauge("trestle_tcp_connections_open", "Connections that pass through.");
        CounterSnapshot.Builder accepted = counter("trestle_tcp_connections", "Connections that were accepted.");
        CounterSnapshot.Builder ended = counter("trestle_tcp_connections_ended", "Connections that are over, by how.");
        CounterSnapshot.Builder bytes = counter("trestle_tcp_bytes", "Bytes received from clients and endpoints.");
        for (TcpStatus each : state.connections()) {
            Labels labels = Labels.of("listener", each.listener(), "cluster", each.cluster());
            open.dataPoint(point(labels, each.open()));
            accepted.dataPoint(count(labels, each.accepted()));
            each.ended().forEach((how, count) -> ended.dataPoint(count(labels.add("end", how.code()), count)));
            bytes.dataPoint(count(labels.add("from", "client"), each.bytesIn()));
            bytes.dataPoint(count(labels.add("from", "endpoint"), each.bytesOut()));
        }
        all.metricSnapshot(open.build())
                .metricSnapshot(accepted.build())
                .metricSnapshot(ended.build())
                .metricSnapshot(bytes.build());
    }

    private static CounterSnapshot.Builder counter(String name, String help) {
        return CounterSnapshot.builder().name(name).help(help);
    }

    private static CounterDataPointSnapshot count(Labels labels, long value) {
        return CounterDataPointSnapshot.builder()
                .labels(labels)
                .value((double) value)
                .build();
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
