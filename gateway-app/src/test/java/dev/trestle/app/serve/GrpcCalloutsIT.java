package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway;
import dev.trestle.runtime.GatewayOptions;
import dev.trestle.source.LoadedConfig;
import dev.trestle.source.YamlSource;
import dev.trestle.testkit.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A module of the Rust SDK that makes gRPC calls, through a gateway, to a server of gRPC's own library. */
@Timeout(120)
class GrpcCalloutsIT {
    private static final String ROUTES = """
            listeners: [{ http: 0 }]
            clusters:
              web: { endpoints: ["127.0.0.1:1"], wire: { http: {} } }
              greeter: { endpoints: [ENDPOINTS], pool: { minBackoff: 20ms, maxBackoff: 50ms } }
              other: { endpoints: ["127.0.0.1:1"] }
            routes:
              - id: x
                match: { path: "/x" }
                cluster: web
                timeout: 20s
                http: {}
                filters: [{ wasm: { module: rust.wasm, configuration: "grpcask", maxBodyBytes: 1MiB, limits: { maxCallTime: 500ms } } }]
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final GreeterServer server = new GreeterServer();
    private @Nullable Gateway gateway;

    @TempDir
    private Path directory = Path.of(".");

    @BeforeEach
    void start() throws IOException {
        TestModules.copy("rust", directory, "rust");
        server.start();
        serve(server.endpoint());
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.stop().join();
        }
        server.close();
        client.close();
    }

    private void serve(String... endpoints) {
        String yaml = ROUTES.replace("ENDPOINTS", '"' + String.join("\", \"", endpoints) + '"');
        LoadedConfig config = new YamlSource(Map.of()).parse("test.yaml", yaml, directory);
        if (gateway != null) {
            assertThat(gateway.apply(config)).isEmpty();
            return;
        }
        gateway = Gateway.start(
                config, Factories.discovered(), new GatewayOptions(0, 2, Duration.ofSeconds(5)), FilteredEcho.NOBODY);
    }

    private CompletableFuture<List<String>> begin(String kind, String method, String ask, String... more) {
        int port = Objects.requireNonNull(gateway).addresses().getFirst().getPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/x"))
                .setHeader("x-upstream", "greeter")
                .setHeader("x-kind", kind)
                .setHeader("x-method", method)
                .setHeader("x-ask", ask);
        for (int i = 0; i < more.length; i += 2) {
            request.setHeader(more[i], more[i + 1]);
        }
        return client.sendAsync(request.build(), BodyHandlers.ofString())
                .thenApply(HttpResponse::body)
                .thenApply(body -> body.lines().toList());
    }

    private List<String> ask(String kind, String method, String ask, String... more) {
        return begin(kind, method, ask, more).join();
    }

    @Test
    void call_isAnswered() {
        assertThat(ask("call", "Hello", "me")).containsExactly("grpc 0 Hello me", "status 0 ");
        assertThat(server.log()).containsExactly("Hello k=v to greeter");
    }

    @Test
    void call_hasTheStatusOfItsServer_withItsText() {
        assertThat(ask("call", "Fail", "me")).containsExactly("grpc 5 ", "status 5 no such thing: ü, 100%");
        assertThat(ask("call", "Nothing", "me"))
                .containsExactly("grpc 12 ", "status 12 Method not found: pkg.Greeter/Nothing");
    }

    @Test
    void stream_getsAllMessages_andBothMetadata() {
        assertThat(ask("stream", "Many", "n"))
                .containsExactly("metadata head", "message n1", "message n2", "message n3", "trailers tail", "close 0");
    }

    @Test
    void stream_getsItsStatus_whenItFailsAtOnce() {
        assertThat(ask("stream", "Fail", "me")).containsExactly("trailers tail", "close 5", "no such thing: ü, 100%");
    }

    @Test
    void stream_talksToAndFro() {
        assertThat(ask("stream", "Talk", "a,b,c"))
                .containsExactly(
                        "metadata head",
                        "message Talk a",
                        "message Talk b",
                        "message Talk c",
                        "trailers tail",
                        "close 0");
    }

    @Test
    void stream_isCancelledAtItsServer_whenTheModuleHasHeardEnough() {
        assertThat(ask("stream", "Echo", "cancel,more")).containsExactly("metadata head", "message cancel");
        Waiting.until("the server hears of it", () -> server.log().contains("Echo cancelled"));
    }

    @Test
    void call_ends_whenItsTimeIsUp_atItsServerToo() {
        assertThat(ask("call", "Silent", "me", "x-timeout", "300"))
                .containsExactly("grpc 4 ", "status 4 not within 300 ms");
        Waiting.until("the server hears of it", () -> server.log().contains("Silent cancelled"));
        assertThat(ask("call", "Hello", "me")).startsWith("grpc 0 Hello me");
    }

    @Test
    void call_isRefused_whenThereIsNoSuchCluster_orOneThatSpeaksOtherwise() {
        // This SDK knows no bad argument here, and panics.
        for (String wrong : List.of("nowhere", "web")) {
            assertThat(ask("call", "Hello", "me", "x-upstream", wrong).getFirst())
                    .as(wrong)
                    .contains("filter_failed");
        }
        assertThat(server.log()).isEmpty();
        Waiting.until(
                "it starts again", () -> ask("call", "Hello", "me").getFirst().equals("grpc 0 Hello me"));
    }

    @Test
    void call_isUnavailable_whenNobodyListens() {
        assertThat(ask("call", "Hello", "me", "x-upstream", "other"))
                .containsExactly("grpc 14 ", "status 14 127.0.0.1:1: connection refused");
    }

    @Test
    void upstream_isAlsoWhatEnvoyTakes() {
        assertThat(ask("envoy", "Talk", "a")).contains("message Talk a", "close 0");
        assertThat(ask("stream", "Talk", "a", "x-upstream", "outbound|50051||greeter.dns"))
                .contains("message Talk a", "close 0");
    }

    @Test
    void answer_isRefused_whenItIsLargerThanMessagesMayBe() {
        assertThat(ask("call", "Big", "1048000").getFirst()).hasSize("grpc 0 ".length() + 1048000);
        assertThat(ask("call", "Big", "1048577"))
                .containsExactly("grpc 8 ", "status 8 a message of 1048577 bytes (expected: 1048576 at most)");
    }

    @Test
    void calls_waitForOneAnother_whenTheServerAllowsFew() {
        List<CompletableFuture<List<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            answers.add(begin("stream", "Talk", "a" + i + ",b"));
        }
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).join()).contains("message Talk a" + i, "message Talk b", "close 0");
        }
    }

    @Test
    void calls_workAgain_whenTheServerWasKilledAndIsBack() {
        assertThat(ask("call", "Hello", "me")).startsWith("grpc 0 Hello me");
        CompletableFuture<List<String>> open = begin("stream", "Silent", "me");
        Waiting.until("it is open", () -> server.log().stream().anyMatch(line -> line.startsWith("Silent k=")));
        server.kill();
        assertThat(open.join()).containsAnyOf("close 1", "close 14");
        assertThat(ask("call", "Hello", "me").getFirst()).isEqualTo("grpc 14 ");
        server.start();
        Waiting.until(
                "it is asked again", () -> ask("call", "Hello", "me").getFirst().equals("grpc 0 Hello me"));
    }

    @Test
    void calls_goToEachEndpoint_andToNoneThatHasLeft() {
        try (GreeterServer second = new GreeterServer()) {
            second.start();
            serve(server.endpoint(), second.endpoint());
            for (int i = 0; i < 20; i++) {
                assertThat(ask("call", "Hello", "me")).startsWith("grpc 0 Hello me");
            }
            assertThat(server.log()).isNotEmpty();
            assertThat(second.log()).isNotEmpty();
            serve(second.endpoint());
            int before = server.log().size();
            for (int i = 0; i < 20; i++) {
                assertThat(ask("call", "Hello", "me")).startsWith("grpc 0 Hello me");
            }
            assertThat(server.log()).hasSize(before);
        }
    }

    @Test
    void stream_isCancelledAtItsServer_whenTheGatewayStops() {
        CompletableFuture<List<String>> open = begin("stream", "Silent", "me");
        Waiting.until("it is open", () -> !server.log().isEmpty());
        Objects.requireNonNull(gateway).stop().join();
        gateway = null;
        Waiting.until("the server hears of it", () -> server.log().contains("Silent cancelled"));
        Waiting.until("the exchange has ended", open::isCompletedExceptionally);
    }
}
