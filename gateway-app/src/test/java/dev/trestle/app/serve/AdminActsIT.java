package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.log.AccessLogRule;
import dev.trestle.app.management.ManagementOptions;
import dev.trestle.peer.launcher.Peer;
import dev.trestle.testkit.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator does to a gateway that serves. */
class AdminActsIT {
    private static final String ROUTES = """
            listeners: [{ http: 0, host: 127.0.0.1 }]
            clusters:
              shop: { endpoints: ["127.0.0.1:%d"], wire: { dubbo: {} } }
            routes:
              - id: user.get
                match: { path: "/v1/users/{id}" }
                cluster: shop
                dubbo:
                  service: dev.trestle.demo.UserService
                  method: getUser
                  args: [{ type: long, from: path.id }]
                  attachments: { caller: header.Authorization }
            """;

    private final HttpClient client =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void check_listsEveryProblem_andChangesNothing() throws Exception {
        try (Server server = start(1)) {
            assertThat(ask(server, "POST", "/admin/check", ROUTES.formatted(1)).body())
                    .isEqualTo("{\"good\":true,\"problems\":[]}");
            JsonNode wrong = json(ask(
                    server,
                    "POST",
                    "/admin/check",
                    ROUTES.formatted(1).replace("shop:", "shp:").replace("id:", "di:")));
            assertThat(wrong.get("good").asBoolean()).isFalse();
            assertThat(wrong.get("problems"))
                    .extracting(each -> each.get("path").asString())
                    .contains("routes[0].di", "routes[0].cluster");
            assertThat(json(ask(server, "POST", "/admin/check", "")).get("good").asBoolean())
                    .isFalse();
            assertThat(json(ask(server, "GET", "/admin/problems", ""))
                            .get("generation")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void drain_asksClientsToGo_andServesThemUntilTheyDo() throws Exception {
        try (Server server = start(1)) {
            assertThat(call(server, "/v1/users/7").headers().firstValue("connection"))
                    .isEmpty();
            assertThat(json(ask(server, "POST", "/admin/drain", ""))
                            .get("draining")
                            .asBoolean())
                    .isTrue();
            assertThat(ask(server, "GET", "/actuator/health/readiness", "").statusCode())
                    .isEqualTo(503);
            HttpResponse<String> served = call(server, "/v1/users/7");
            assertThat(served.statusCode()).isEqualTo(503);
            assertThat(served.body()).contains("connect_failed");
            assertThat(served.headers().firstValue("connection")).hasValue("close");

            ask(server, "DELETE", "/admin/drain", "");
            assertThat(ask(server, "GET", "/actuator/health/readiness", "").statusCode())
                    .isEqualTo(200);
            assertThat(call(server, "/v1/users/7").headers().firstValue("connection"))
                    .isEmpty();
        }
    }

    @Test
    void logLevel_changesWhileItServes() throws Exception {
        try (Server server = start(1)) {
            String logger = "dev.trestle.some.room";
            assertThat(json(ask(server, "PUT", "/admin/log/" + logger + "?level=debug", ""))
                            .get("before")
                            .asString())
                    .isEqualTo("info");
            assertThat(json(ask(server, "GET", "/admin/log", "")).get(logger).asString())
                    .isEqualTo("debug");
            assertThat(org.slf4j.LoggerFactory.getLogger(logger).isDebugEnabled())
                    .isTrue();
            HttpResponse<String> wrong = ask(server, "PUT", "/admin/log/" + logger + "?level=loud", "");
            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(wrong.body()).contains("level: loud (expected: trace, debug");
        }
    }

    @Test
    void tap_recordsTheNextCallsOfARoute_masked() throws Exception {
        try (Peer provider = Peer.start("dubbo-provider");
                Server server = start(provider.port())) {
            assertThat(ask(server, "GET", "/admin/tap", "").statusCode()).isEqualTo(404);
            assertThat(json(ask(server, "POST", "/admin/tap?route=user.get&exchanges=2", ""))
                            .get("recording")
                            .asBoolean())
                    .isTrue();
            call(server, "/v1/users/9007199254740993?access_token=hidden-too");
            call(server, "/v1/users/0");
            call(server, "/v1/users/8");
            Waiting.until("both are recorded", () -> tapped(server).get("calls").size() == 2);

            JsonNode status = tapped(server);
            assertThat(status.get("recording").asBoolean()).isFalse();
            JsonNode first = status.get("calls").get(0);
            assertThat(first.get("call").asString()).contains("UserService.getUser");
            assertThat(first.get("request").get("target").asString())
                    .isEqualTo("/v1/users/9007199254740993?access_token=**********");
            assertThat(first.get("arguments").get(0).get("value").asString()).isEqualTo("9007199254740993");
            assertThat(first.get("reply").get("status").asInt()).isEqualTo(200);
            assertThat(first.get("reply").get("body").asString()).contains("9007199254740993");
            assertThat(first.get("sent").get(0).get("hex").asString()).startsWith("dabb");
            assertThat(first.get("received").get(0).get("notes")).isNotEmpty();
            assertThat(status.toString()).doesNotContain("hidden").doesNotContain("s3cr3t-t0ken");
            assertThat(status.get("calls").get(1).get("request").get("target").asString())
                    .isEqualTo("/v1/users/0");

            assertThat(ask(server, "DELETE", "/admin/tap", "").statusCode()).isEqualTo(204);
            assertThat(ask(server, "GET", "/admin/tap", "").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void tap_isRefused_whenItIsOfNoRouteOrTooMuch() throws Exception {
        try (Server server = start(1)) {
            assertThat(ask(server, "POST", "/admin/tap?route=nope", "").body()).contains("no route has the name nope");
            assertThat(ask(server, "POST", "/admin/tap?exchanges=0", "").body())
                    .contains("exchanges: 0 (expected: 1..100)");
            assertThat(ask(server, "POST", "/admin/tap?exchanges=100&maxBytes=1048576", "")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(ask(server, "POST", "/admin/tap?seconds=soon", "").body())
                    .contains("seconds: soon");
        }
    }

    @Test
    void adminApi_wantsTheToken_whenThereIsOne() throws Exception {
        ManagementOptions guarded =
                new ManagementOptions(ManagementOptions.loopback(0).address(), "0123456789abcdef", null);
        try (Server server = start(1, guarded)) {
            assertThat(ask(server, "GET", "/admin/routes", "").statusCode()).isEqualTo(403);
            assertThat(ask(server, "GET", "/actuator/health/readiness", "").statusCode())
                    .isEqualTo(200);
            HttpRequest asked = HttpRequest.newBuilder(uri(server.managementPort(), "/admin/routes"))
                    .header("Authorization", "Bearer 0123456789abcdef")
                    .build();
            assertThat(client.send(asked, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    private Server start(int port) throws IOException {
        return start(port, ManagementOptions.loopback(0));
    }

    private Server start(int port, ManagementOptions management) throws IOException {
        Path routes = Files.writeString(directory.resolve("routes.yaml"), ROUTES.formatted(port));
        return Server.start(new ServeOptions(
                routes, Map.of(), null, management, false, AccessLogRule.OFF, null, Duration.ofSeconds(2), null));
    }

    private HttpResponse<String> call(Server server, String path) throws IOException, InterruptedException {
        URI uri = uri(server.addresses().getFirst().getPort(), path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer s3cr3t-t0ken")
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private JsonNode tapped(Server server) {
        try {
            return json(ask(server, "GET", "/admin/tap", ""));
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        return new JsonMapper().readTree(response.body());
    }

    private HttpResponse<String> ask(Server server, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(server.managementPort(), path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
