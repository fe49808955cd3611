package dev.trestle.app.management;

import static dev.trestle.app.management.ManagementOptions.loopback;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.app.CommandFailure;
import dev.trestle.app.FixedState;
import dev.trestle.app.GatewayState.Rejection;
import dev.trestle.app.IdleControl;
import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.Problem;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

class ManagementPlaneIT {
    private static final Instant THEN = Instant.parse("2026-11-21T03:04:05Z");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void health_hasLivenessAndReadinessApart_andReadinessAloneGoesDown() throws Exception {
        try (ManagementPlane plane = start(null)) {
            assertThat(get(plane, "/actuator/health").statusCode()).isEqualTo(200);
            assertThat(get(plane, "/actuator/health/liveness").body()).contains("\"status\":\"UP\"");
            assertThat(get(plane, "/actuator/health/readiness").body()).contains("\"status\":\"UP\"");
            plane.refuseTraffic();
            assertThat(get(plane, "/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(get(plane, "/actuator/health/liveness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void scrape_showsTheRegistry() throws Exception {
        registry.counter("trestle.config.rejected").increment();
        try (ManagementPlane plane = start(null)) {
            HttpResponse<String> scrape = get(plane, "/actuator/prometheus");
            assertThat(scrape.body()).contains("trestle_config_rejected_total 1.0");
            assertThat(scrape.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4;q=0.5 | application/openmetrics-text
                    application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily         | text/plain
                    text/html                                                                       | text/plain
                    """)
    void scrape_isOfTheKindThatIsAccepted_orText(String accepted, String kind) throws Exception {
        registry.counter("trestle.config.rejected").increment();
        try (ManagementPlane plane = start(null)) {
            HttpRequest asked = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + plane.port() + "/actuator/prometheus"))
                    .header("accept", accepted)
                    .build();
            HttpResponse<String> scrape = client.send(asked, BodyHandlers.ofString());
            assertThat(scrape.body()).contains("trestle_config_rejected_total 1.0");
            assertThat(scrape.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith(kind));
        }
    }

    @Test
    void config_isAsWritten_withNumbersExactAndSecretsMasked_andWhatStandsForTheRest() throws Exception {
        try (ManagementPlane plane = start(null)) {
            assertThat(get(plane, "/admin/config").body())
                    .isEqualTo(
                            "{\"written\":{\"port\":9007199254740993,\"ratio\":1.10,\"password\":\"***\",\"nothing\":null},"
                                    + "\"defaults\":{\"listeners[0].http\":\"8080\"},"
                                    + "\"commandLine\":{\"listeners[0].http\":8081}}");
        }
    }

    @Test
    void routesAndClusters_areLists_andEachHasAPlaceOfItsOwn() throws Exception {
        try (ManagementPlane plane = start(null)) {
            String route = "{\"id\":\"user.get\",\"method\":\"GET\",\"host\":\"*\",\"path\":\"/v1/users/{id}\","
                    + "\"cluster\":\"shop\",\"call\":\"UserService.getUser(long)\",\"timeoutMillis\":5000,"
                    + "\"position\":\"demo.yaml:37:5\"}";
            assertThat(get(plane, "/admin/routes").body()).isEqualTo("[" + route + "]");
            assertThat(get(plane, "/admin/routes/user.get").body()).isEqualTo(route);
            assertThat(get(plane, "/admin/clusters/shop").body())
                    .startsWith(
                            "{\"name\":\"shop\",\"wire\":\"dubbo\",\"endpoints\":[{\"address\":\"127.0.0.1:20880\",")
                    .endsWith("\"pending\":9}");
        }
    }

    @Test
    void problems_areEmpty_whenNothingWasRefused() throws Exception {
        try (ManagementPlane plane = start(null)) {
            assertThat(get(plane, "/admin/problems").body()).isEqualTo("{\"generation\":7,\"problems\":[]}");
        }
    }

    @Test
    void problems_haveTimeAndPlace_whenTheLastChangeWasRefused() throws Exception {
        Problem problem =
                new Problem(new Position("demo.yaml", 12, 5), "routes[0].cluster", "shp (did you mean: shop?)");
        String entry = "{\"file\":\"demo.yaml\",\"line\":12,\"column\":5,\"path\":\"routes[0].cluster\","
                + "\"detail\":\"shp (did you mean: shop?)\"}";
        try (ManagementPlane plane = start(new Rejection(THEN, null, List.of(problem)))) {
            assertThat(get(plane, "/admin/problems").body())
                    .isEqualTo("{\"generation\":7,\"problems\":[" + entry
                            + "],\"lastRejected\":{\"at\":\"2026-11-21T03:04:05Z\",\"problems\":[" + entry + "]}}");
        }
        try (ManagementPlane plane = start(new Rejection(THEN, THEN.plusSeconds(9), List.of(problem)))) {
            assertThat(get(plane, "/admin/problems").body())
                    .startsWith("{\"generation\":7,\"problems\":[],\"lastRejected\":{")
                    .contains("\"recoveredAt\":\"2026-11-21T03:04:14Z\"");
        }
    }

    @Test
    void whatIsNotThere_isAProblem() throws Exception {
        try (ManagementPlane plane = start(null)) {
            HttpResponse<String> unknown = get(plane, "/admin/routes/nope");
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(unknown.body())
                    .isEqualTo("{\"type\":\"urn:trestle:problem:not_found\",\"title\":\"Not Found\",\"status\":404,"
                            + "\"detail\":\"no route has the name nope\",\"code\":\"not_found\","
                            + "\"instance\":\"/admin/routes/nope\"}");
            assertThat(get(plane, "/nope").headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(get(plane, "/actuator/env").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void methods_areNamed_whenAnotherIsAsked() throws Exception {
        try (ManagementPlane plane = start(null)) {
            HttpRequest asked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + plane.port() + "/admin/drain"))
                    .PUT(HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<String> refused = client.send(asked, BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(refused.headers().firstValue("allow")).hasValue("GET,POST,DELETE");
            assertThat(refused.body()).contains("\"code\":\"method_not_allowed\"");
        }
    }

    @Test
    void probe_isAnsweredWithoutABody_whenItAsksByHead() throws Exception {
        try (ManagementPlane plane = start(null)) {
            HttpRequest asked = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + plane.port() + "/actuator/health/readiness"))
                    .HEAD()
                    .build();
            HttpResponse<String> answer = client.send(asked, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void callersFromElsewhere_mayProbeAndScrape_andNothingElse() {
        try (ManagementPlane plane = start(null)) {
            assertThat(fromElsewhere(plane, "/actuator/health/readiness").getStatusCode())
                    .isEqualTo(HttpStatus.OK);
            assertThat(fromElsewhere(plane, "/actuator/prometheus").getStatusCode())
                    .isEqualTo(HttpStatus.OK);
            MockServerHttpResponse closed = fromElsewhere(plane, "/admin/config");
            assertThat(closed.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN);
            assertThat(closed.getBodyAsString().block()).contains("forward a port");
        }
    }

    @Test
    void caller_isWhoConnects_whateverForwardedFieldsSay() throws Exception {
        try (ManagementPlane plane = start(null)) {
            HttpRequest asked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + plane.port() + "/admin/routes"))
                    .header("X-Forwarded-For", "203.0.113.7")
                    .header("X-Forwarded-Prefix", "/elsewhere")
                    .build();
            assertThat(client.send(asked, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void start_saysWhichPortIsTaken_andWhatToDo() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> ManagementPlane.start(
                            loopback(other.getLocalPort()), new FixedState(null), new IdleControl(), registry))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessage("port " + other.getLocalPort() + " (--management-port) is taken");
        }
    }

    @Test
    void start_saysWhy_whenTheAddressIsNotThisMachines() {
        ManagementOptions elsewhere = new ManagementOptions(new InetSocketAddress("203.0.113.7", 9901), null, null);
        assertThatThrownBy(() -> ManagementPlane.start(elsewhere, new FixedState(null), new IdleControl(), registry))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("203.0.113.7")
                .hasMessageNotContaining("taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "text/plain;charset=nonsense"})
    void body_isRefused_whenItsKindIsNone(String kind) throws Exception {
        try (ManagementPlane plane = start(null)) {
            HttpRequest asked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + plane.port() + "/admin/check"))
                    .header("content-type", kind)
                    .POST(HttpRequest.BodyPublishers.ofString("routes: []"))
                    .build();
            HttpResponse<String> refused = client.send(asked, BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(415);
            assertThat(refused.body()).contains("\"code\":\"unsupported_media_type\"");
        }
    }

    /** By the handler alone: a test has no other machine to call from. */
    private static MockServerHttpResponse fromElsewhere(ManagementPlane plane, String path) {
        MockServerHttpResponse response = new MockServerHttpResponse();
        MockServerHttpRequest request = MockServerHttpRequest.get(path)
                .remoteAddress(new InetSocketAddress("203.0.113.7", 40_000))
                .build();
        plane.handler().handle(request, response).block();
        return response;
    }

    private ManagementPlane start(@Nullable Rejection rejection) {
        return ManagementPlane.start(loopback(0), new FixedState(rejection), new IdleControl(), registry);
    }

    private HttpResponse<String> get(ManagementPlane plane, String path) throws IOException, InterruptedException {
        return get("http://127.0.0.1:" + plane.port() + path);
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}
