package dev.trestle.app.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.trestle.app.log.AccessLogMode;
import dev.trestle.app.log.AccessLogRule;
import dev.trestle.app.management.ManagementOptions;
import dev.trestle.app.serve.ServeOptions;
import dev.trestle.app.serve.Server;
import dev.trestle.peer.launcher.Peer;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A request's trace, from its client through the gateway into the real Dubbo provider, which says what it has got; and the spans of it. */
@Timeout(120)
class TracesIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CLIENT = "00f067aa0ba902b7";
    private static final String ROUTES = """
            listeners: [{ http: 0 }]
            clusters:
              shop: { endpoints: ["127.0.0.1:PORT"], wire: { dubbo: {} } }
              web: { endpoints: ["WEB"], wire: { http: {} } }
            routes:
              - id: attachment
                match: { method: GET, path: "/attachments/{name}" }
                cluster: shop
                dubbo:
                  service: dev.trestle.demo.SampleService
                  method: attachment
                  args: [{ type: String, from: path.name }]
              - { id: web, match: { path: /web }, cluster: web, http: {} }
            """;

    private static Peer provider;

    private final HttpClient client = HttpClient.newHttpClient();
    private String upstream = "127.0.0.1:1";

    @TempDir
    private Path directory = Path.of(".");

    @BeforeAll
    static void start() {
        provider = Peer.start("dubbo-provider");
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @Test
    void provider_isAChildOfTheCallsSpan_whenTheClientHasBegunATrace() throws Exception {
        try (Collector collector = new Collector(0);
                Server server = serve(Collector.options(collector.port(), 1_000_000))) {
            String seen = attachment(server, "traceparent", "00-" + TRACE + "-" + CLIENT + "-01", "a=1,b=2");
            assertThat(attachment(server, "tracestate", "00-" + TRACE + "-" + CLIENT + "-01", "a=1,b=2"))
                    .isEqualTo("a=1,b=2");
            Map<String, Span> spans = spans(collector, 8).stream()
                    .collect(Collectors.toMap(Span::getName, span -> span, (first, second) -> first));

            Span request = spans.get("GET attachment");
            Span call = spans.get("dev.trestle.demo.SampleService.attachment(java.lang.String)");
            assertThat(spans).hasSize(4);
            assertThat(hex(request.getTraceId())).isEqualTo(TRACE);
            assertThat(hex(request.getParentSpanId())).isEqualTo(CLIENT);
            assertThat(request.getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
            assertThat(call.getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
            assertThat(seen).isEqualTo("00-" + TRACE + "-" + hex(call.getSpanId()) + "-01");
            for (Span inner : List.of(call, spans.get("acquire"), spans.get("decode"))) {
                assertThat(inner.getParentSpanId()).isEqualTo(request.getSpanId());
                assertThat(inner.getTraceId()).isEqualTo(request.getTraceId());
                assertThat(inner.getStartTimeUnixNano()).isGreaterThanOrEqualTo(request.getStartTimeUnixNano());
                assertThat(inner.getEndTimeUnixNano())
                        .isBetween(inner.getStartTimeUnixNano(), request.getEndTimeUnixNano());
            }
            assertThat(text(request, "trestle.route")).isEqualTo("attachment");
            assertThat(text(call, "server.address")).isEqualTo("127.0.0.1");
            assertThat(collector.tokens()).containsOnly("secret");
        }
    }

    @Test
    void httpService_isAChildOfTheCallsSpan() throws Exception {
        try (ScriptedUpstream web = ScriptedUpstream.start(connection -> {
                    StringBuilder head = new StringBuilder();
                    while (head.indexOf("\r\n\r\n") < 0) {
                        head.append((char) connection.read(1)[0]);
                    }
                    String body = head.toString()
                            .lines()
                            .filter(line -> line.startsWith("trace"))
                            .collect(Collectors.joining(" "));
                    String reply = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
                    connection.send(reply.getBytes(StandardCharsets.US_ASCII));
                });
                Collector collector = new Collector(0)) {
            upstream = web.endpoint();
            try (Server server = serve(Collector.options(collector.port(), 1))) {
                String seen = get(server, "/web", "00-" + TRACE + "-" + CLIENT + "-01", "a=1")
                        .body();
                Span call = spans(collector, 4).stream()
                        .filter(span -> span.getKind() == SpanKind.SPAN_KIND_CLIENT)
                        .findFirst()
                        .orElseThrow();
                assertThat(seen)
                        .isEqualTo("traceparent: 00-" + TRACE + "-" + hex(call.getSpanId()) + "-01 tracestate: a=1");
            }
        }
    }

    @Test
    void trace_beginsHere_whenTheClientHasNone() throws Exception {
        try (Collector collector = new Collector(0);
                Server server = serve(Collector.options(collector.port(), 1))) {
            String seen = attachment(server, "traceparent", null, null);
            List<Span> spans = spans(collector, 4);

            assertThat(seen).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-03");
            assertThat(spans).allMatch(span -> hex(span.getTraceId()).equals(seen.substring(3, 35)));
            assertThat(spans)
                    .filteredOn(span -> span.getParentSpanId().isEmpty())
                    .hasSize(1);
        }
    }

    @Test
    void trace_isPassedAsItIs_whenTheClientDoesNotKeepIt() throws Exception {
        String parent = "00-" + TRACE + "-" + CLIENT + "-00";
        try (Collector collector = new Collector(0);
                Server server = serve(Collector.options(collector.port(), 1))) {
            assertThat(attachment(server, "traceparent", parent, null)).isEqualTo(parent);
            attachment(server, "traceparent", "00-" + TRACE + "-" + CLIENT + "-01", null);

            assertThat(spans(collector, 4)).hasSize(4);
        }
    }

    @Test
    void trace_isPassedAsItIs_andNamedInTheLog_whenNothingIsSent() throws Exception {
        String parent = "00-" + TRACE + "-" + CLIENT + "-01";
        try (Server server = serve(null)) {
            assertThat(attachment(server, "traceparent", parent, null)).isEqualTo(parent);
            assertThat(attachment(server, "traceparent", "00-broken", null)).isEqualTo("");
            assertThat(attachment(server, "traceparent", null, null)).isEqualTo("");
        }
        assertThat(Files.readAllLines(directory.resolve("access.log")))
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"traceId\":\"" + TRACE + "\""),
                        second -> assertThat(second).doesNotContain("traceId"),
                        third -> assertThat(third).doesNotContain("traceId"));
    }

    @Test
    void metrics_areThoseOfAScrape() throws Exception {
        try (Collector collector = new Collector(0);
                Server server = serve(Collector.options(collector.port(), 1))) {
            attachment(server, "x", null, null);
            Waiting.until(
                    "they come",
                    () -> !collector.metrics("trestle_requests_seconds").isEmpty());
            var requests = collector.metrics("trestle_requests_seconds").getLast();

            assertThat(requests.getHistogram().getDataPoints(0).getCount()).isEqualTo(1);
            assertThat(requests.getHistogram().getDataPoints(0).getAttributesList())
                    .anyMatch(label -> label.getKey().equals("route")
                            && label.getValue().getStringValue().equals("attachment"));
            Waiting.until(
                    "gauges come",
                    () -> !collector.metrics("trestle_requests_in_flight").isEmpty());
            Waiting.until(
                    "counters come",
                    () -> !collector.metrics("trestle_config_rejected_total").isEmpty());
        }
    }

    @Test
    void requests_areServed_andSpansCounted_whenTheCollectorIsAway() throws Exception {
        int port;
        try (Collector once = new Collector(0)) {
            port = once.port();
        }
        try (Server server = serve(Collector.options(port, 1))) {
            assertThat(attachment(server, "traceparent", null, null)).isNotEmpty();
            Waiting.until("the loss is counted", () -> scrape(server).contains("trestle_traces_dropped_total 1.0"));
            try (Collector back = new Collector(port)) {
                attachment(server, "traceparent", null, null);
                assertThat(spans(back, 4)).hasSize(4);
            }
        }
    }

    private static List<Span> spans(Collector collector, int count) {
        Waiting.until("the spans come", () -> collector.spans().size() >= count);
        return collector.spans();
    }

    private static String text(Span span, String attribute) {
        return span.getAttributesList().stream()
                .filter(each -> each.getKey().equals(attribute))
                .map(each -> each.getValue().getStringValue())
                .findFirst()
                .orElse("none");
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private Server serve(@Nullable OtlpOptions otlp) throws IOException {
        Path routes = Files.writeString(
                directory.resolve("routes.yaml"),
                ROUTES.replace("PORT", Integer.toString(provider.port())).replace("WEB", upstream));
        return Server.start(new ServeOptions(
                routes,
                Map.of(),
                0,
                ManagementOptions.loopback(0),
                false,
                new AccessLogRule(AccessLogMode.ALL, null, 1),
                directory.resolve("access.log"),
                Duration.ofSeconds(5),
                otlp));
    }

    /** What the provider has got under {@code name}; empty for nothing. */
    private String attachment(Server server, String name, @Nullable String parent, @Nullable String state)
            throws IOException, InterruptedException {
        HttpResponse<String> response = get(server, "/attachments/" + name, parent, state);
        assertThat(response.statusCode()).as(response.body()).isIn(200, 204);
        String body = response.body().replace("\"", "");
        return body.equals("null") ? "" : body;
    }

    private HttpResponse<String> get(Server server, String path, @Nullable String parent, @Nullable String state)
            throws IOException, InterruptedException {
        int port = server.addresses().getFirst().getPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (parent != null) {
            request.header("traceparent", parent);
        }
        if (state != null) {
            request.header("tracestate", state);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private String scrape(Server server) {
        URI uri = URI.create("http://127.0.0.1:" + server.managementPort() + "/actuator/prometheus");
        try {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }
}
