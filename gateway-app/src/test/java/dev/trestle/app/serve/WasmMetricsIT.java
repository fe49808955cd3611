package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.log.AccessLogRule;
import dev.trestle.app.management.ManagementOptions;
import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What modules count, from the module to the scrape. */
@Timeout(120)
class WasmMetricsIT {
    private static final String ROUTES = """
            listeners:
              - { http: 0 }
              - { tcp: 0, host: 127.0.0.1, cluster: up, filters: [ { wasm: network.wasm } ] }
            clusters:
              up: { endpoints: ["UPSTREAM"], wire: { wasm: sdk.wasm } }
            routes:
              - id: filter
                match: { path: /filter }
                cluster: up
                wasm: {}
                filters: [ { wasm: { module: sdk.wasm, configuration: metrics deny, limits: { maxCallTime: 500ms } } } ]
              - { id: codec, match: { path: /codec }, cluster: up, wasm: { configuration: metrics deny } }
            """;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void metrics_areAsTheModulesNamedThem() throws Exception {
        TestModules.copy("network", directory, "network");
        TestModules.copy("assemblyscript", directory, "sdk");
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ScriptedConnection::neverAnswer);
                Server server = start(upstream)) {
            int http = server.addresses().getFirst().getPort();
            assertThat(get(http, "/filter").statusCode()).isEqualTo(401);
            assertThat(get(http, "/filter").statusCode()).isEqualTo(401);
            assertThat(scrape(server))
                    .contains("# TYPE sdk_requests untyped", "sdk_requests 2.0")
                    .contains("# TYPE sdk_active gauge", "sdk_active 4.0")
                    .contains("# TYPE sdk_sizes histogram", "sdk_sizes_count 2")
                    .contains("network_bytes 0.0");

            assertThat(get(http, "/codec").statusCode()).isEqualTo(401);
            assertThat(scrape(server)).contains("sdk_requests 3.0", "sdk_active 6.0", "sdk_sizes_count 3");

            try (Socket socket =
                    new Socket("127.0.0.1", server.addresses().getLast().getPort())) {
                socket.getOutputStream().write("bytes".getBytes(StandardCharsets.US_ASCII));
                Waiting.until("they are counted", () -> scrape(server).contains("network_bytes 5.0"));
            }
        }
    }

    private Server start(ScriptedUpstream upstream) throws IOException {
        Path routes =
                Files.writeString(directory.resolve("routes.yaml"), ROUTES.replace("UPSTREAM", upstream.endpoint()));
        return Server.start(new ServeOptions(
                routes,
                Map.of(),
                0,
                ManagementOptions.loopback(0),
                false,
                AccessLogRule.OFF,
                null,
                Duration.ofSeconds(5),
                null));
    }

    private List<String> scrape(Server server) {
        try {
            return get(server.managementPort(), "/actuator/prometheus")
                    .body()
                    .lines()
                    .toList();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
