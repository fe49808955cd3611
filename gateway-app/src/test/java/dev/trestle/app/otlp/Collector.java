package dev.trestle.app.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes what is sent by OTLP over HTTP, read by the classes of the protocol's authors. */
final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Metric> metrics = new ConcurrentLinkedQueue<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    /** On {@code port}, 0 for a free one. */
    Collector(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/v1/traces", exchange -> {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(bytes(exchange));
            request.getResourceSpansList()
                    .forEach(resource ->
                            resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList())));
        });
        server.createContext("/v1/metrics", exchange -> {
            try {
                ExportMetricsServiceRequest request = ExportMetricsServiceRequest.parseFrom(bytes(exchange));
                request.getResourceMetricsList()
                        .forEach(resource -> resource.getScopeMetricsList()
                                .forEach(scope -> metrics.addAll(scope.getMetricsList())));
            } catch (InvalidProtocolBufferException broken) {
                throw new AssertionError(broken);
            }
        });
        server.start();
    }

    private byte[] bytes(HttpExchange exchange) throws IOException {
        tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Token")));
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
        return body;
    }

    int port() {
        return server.getAddress().getPort();
    }

    static URI uri(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    static OtlpOptions options(int port, int sampleOneIn) {
        return new OtlpOptions(
                uri(port),
                Map.of("X-Token", "secret"),
                Map.of("service.name", "shop"),
                sampleOneIn,
                java.time.Duration.ofMillis(200));
    }

    List<Span> spans() {
        return spans;
    }

    /** The metrics that have come under {@code name}. */
    List<Metric> metrics(String name) {
        return metrics.stream().filter(metric -> metric.getName().equals(name)).toList();
    }

    List<String> tokens() {
        return tokens;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
