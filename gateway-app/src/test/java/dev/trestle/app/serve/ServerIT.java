package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.app.CommandFailure;
import dev.trestle.app.log.AccessLogRule;
import dev.trestle.app.management.ManagementOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServerIT {
    /** Nothing listens there: the routes answer 503, which is enough to see that they are served. */
    private static final String ROUTES = """
            listeners: [{ http: 0 }]
            clusters:
              users: { endpoints: ["127.0.0.1:1"], wire: { dubbo: {} } }
            routes:
              - id: user.get
                match: { method: GET, path: "/v1/users/{id}" }
                cluster: users
                dubbo: { service: a.UserService, method: getUser, args: [{ type: long, from: path.id }] }
            """;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void edit_isLive_andABrokenOneIsRefusedWhole_untilItIsMended() throws Exception {
        Path routes = write(ROUTES);
        try (Server server = Server.start(options(routes, 0, 0))) {
            assertThat(status(server, "/v2/users/7")).isEqualTo(404);
            write(ROUTES.replace("/v1/", "/v2/"));
            await(() -> status(server, "/v2/users/7") == 503);
            assertThat(status(server, "/v1/users/7")).isEqualTo(404);

            write(ROUTES.replace("/v1/", "/v3/").replace("cluster: users", "cluster: user"));
            await(() -> problems(server).contains("\"line\":7"));
            assertThat(problems(server))
                    .contains("\"generation\":2", "routes.yaml", "did you mean: users?")
                    .contains("lastRejected");
            assertThat(status(server, "/v2/users/7")).isEqualTo(503);

            write(ROUTES.replace("/v1/", "/v3/"));
            await(() -> problems(server).contains("\"problems\":[],"));
            assertThat(problems(server)).contains("\"generation\":3", "recoveredAt");
            assertThat(status(server, "/v3/users/7")).isEqualTo(503);
            assertThat(get(server.managementPort(), "/actuator/prometheus").body())
                    .contains("trestle_config_generation 3.0", "trestle_config_rejected_total 1.0");
        }
    }

    @Test
    void accessLog_hasALineForEachRequest_whenTheServerHasClosed() throws Exception {
        Path routes = write(ROUTES);
        try (Server server = Server.start(options(routes, 0, 0))) {
            assertThat(status(server, "/v1/users/7?x=1")).isEqualTo(503);
            assertThat(status(server, "/nope")).isEqualTo(404);
        }
        assertThat(Files.readAllLines(directory.resolve("access.log")))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains("\"path\":\"/v1/users/7?x=1\"", "\"route\":\"user.get\"", "\"status\":503"),
                        second -> assertThat(second).contains("\"status\":404", "\"failure\":\"no_route\""));
    }

    @Test
    void start_namesTheTakenPort_andLeavesNothingBehind() throws IOException {
        Path routes = write(ROUTES);
        try (ServerSocket other = new ServerSocket(0)) {
            int taken = other.getLocalPort();
            assertThatThrownBy(() -> Server.start(options(routes, taken, 0)))
                    .isInstanceOfSatisfying(CommandFailure.class, failure -> {
                        assertThat(failure.exitCode()).isEqualTo(CommandFailure.UNAVAILABLE);
                        assertThat(failure.getMessage()).contains(String.valueOf(taken));
                        assertThat(failure.next()).contains("--port PORT");
                    });
            assertThatThrownBy(() -> Server.start(options(routes, 0, taken)))
                    .hasMessage("port " + taken + " (--management-port) is taken");
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("trestle-watch")
                        || thread.getName().equals("access-log"));
    }

    private ServeOptions options(Path routes, int port, int managementPort) {
        return new ServeOptions(
                routes,
                Map.of(),
                port,
                ManagementOptions.loopback(managementPort),
                true,
                AccessLogRule.ALL,
                directory.resolve("access.log"),
                Duration.ofSeconds(1),
                null);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("routes.yaml"), text);
    }

    private int status(Server server, String path) throws IOException, InterruptedException {
        return get(server.addresses().getFirst().getPort(), path).statusCode();
    }

    private String problems(Server server) throws IOException, InterruptedException {
        return get(server.managementPort(), "/admin/problems").body();
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    /** Each look is a request: that is the pace. */
    private static void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            Thread.onSpinWait();
        }
    }
}
