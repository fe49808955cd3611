package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.Repository;
import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway;
import dev.trestle.runtime.GatewayOptions;
import dev.trestle.source.YamlSource;
import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A protocol of lines, without ids, whose replies come in the order of the requests: many wait on one connection. */
@Timeout(60)
class PipelinedIT {
    private static final int REQUESTS = 64;

    private static final String ROUTES = """
            listeners: [{ http: 0 }]
            clusters:
              raw:
                endpoints: ["ENDPOINT"]
                pool: { maxConnectionsPerEndpoint: 1 }
                wire: { raw: { frame: { delimited: { ends: ["\\n"] } }, pipeline: 64 } }
              wasm:
                endpoints: ["ENDPOINT"]
                pool: { maxConnectionsPerEndpoint: 1 }
                wire: { wasm: { module: lines.wasm, frames: module, exchangesPerConnection: 64 } }
            routes:
              - match: { method: GET, path: "/raw/{name}" }
                cluster: raw
                raw: { payload: { text: { list: [{ const: "GET " }, path.name] } }, reply: { as: text } }
              - match: { method: GET, path: "/wasm/{name}" }
                cluster: wasm
                wasm: {}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"raw", "wasm"})
    void replies_goToTheirRequests_whenAllWaitOnOneConnection(String route) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(PipelinedIT::answerOnceAllHaveAsked);
                HttpClient client = HttpClient.newHttpClient()) {
            Gateway gateway = start(upstream.endpoint());
            int port = gateway.addresses().getFirst().getPort();
            List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                URI uri = URI.create("http://127.0.0.1:" + port + "/" + route + "/name-" + i);
                replies.add(client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()));
            }

            for (int i = 0; i < REQUESTS; i++) {
                assertThat(replies.get(i).get().body()).endsWith("value of name-" + i);
            }
            assertThat(upstream.connectionCount()).isEqualTo(1);
            gateway.stop().join();
        }
    }

    private static Gateway start(String endpoint) {
        return Gateway.start(
                new YamlSource(Map.of())
                        .parse(
                                "test.yaml",
                                ROUTES.replace("ENDPOINT", endpoint),
                                Repository.root().resolve("examples/wasm")),
                Factories.discovered(),
                new GatewayOptions(0, 1, Duration.ofSeconds(5)),
                FilteredEcho.NOBODY);
    }

    private static void answerOnceAllHaveAsked(ScriptedConnection connection) throws IOException {
        List<String> names = new ArrayList<>();
        while (names.size() < REQUESTS) {
            names.add(line(connection).substring("GET ".length()));
        }
        for (String name : names) {
            connection.send(("+value of " + name + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String line(ScriptedConnection connection) throws IOException {
        StringBuilder line = new StringBuilder();
        for (byte next = connection.read(1)[0]; next != '\n'; next = connection.read(1)[0]) {
            line.append((char) next);
        }
        return line.toString();
    }
}
