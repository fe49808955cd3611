package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.trestle.app.Repository;
import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway;
import dev.trestle.runtime.GatewayOptions;
import dev.trestle.source.LoadedConfig;
import dev.trestle.source.YamlSource;
import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Modules of public SDKs that send requests of their own, in front of an HTTP service: each request is held until an authority has
 * said yes.
 */
@Timeout(120)
@ParameterizedClass
@ValueSource(strings = {"assemblyscript", "go", "rust"})
class WasmCalloutsIT {
    private static final String ROUTES = """
            listeners: [{ http: 0 }]
            clusters:
              web: { endpoints: ["WEB"], wire: { http: {} } }
              AUTH
            routes:
              - id: x
                match: { path: "/x/{rest...}" }
                cluster: web
                timeout: 5s
                http: {}
                filters: [{ wasm: { module: sdk.wasm, configuration: "WORDS", limits: { maxCallTime: 500ms } } }]
            """;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final String module;
    private HttpServer server;
    private volatile int status = 200;
    private @Nullable Gateway gateway;

    @TempDir
    private Path directory = Path.of(".");

    WasmCalloutsIT(String module) {
        this.module = module;
    }

    @BeforeEach
    void start() throws IOException {
        Path modules = Repository.root().resolve("wasm-host/src/test/resources/wasm");
        Path packed = modules.resolve(module + ".wasm.gz");
        try (InputStream content = Files.exists(packed)
                ? new GZIPInputStream(Files.newInputStream(packed))
                : Files.newInputStream(modules.resolve(module + ".wasm"))) {
            Files.copy(content, directory.resolve("sdk.wasm"));
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestMethod() + " " + path + " "
                    + exchange.getRequestHeaders().getFirst("Host") + " " + body);
            byte[] answer = (path + " " + body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(path.equals("/check") ? status : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.stop().join();
        }
        server.stop(0);
        threads.close();
    }

    private String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void request_goesOn_whenTheAuthoritySaysYes() throws Exception {
        start("auth", address());
        HttpResponse<String> reply = post("/x/1", "body");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("/x/1 body");
        assertThat(asked).containsExactly("GET /check auth token", "POST /x/1 127.0.0.1:" + port() + " body");
    }

    @Test
    void request_isAnswered_whenTheAuthoritySaysNo() throws Exception {
        status = 401;
        start("auth", address());
        HttpResponse<String> reply = post("/x/1", "body");
        assertThat(reply.statusCode()).isEqualTo(403);
        assertThat(reply.body()).isEqualTo("denied");
        assertThat(asked).containsExactly("GET /check auth token");
    }

    @Test
    void request_isAnswered_whenTheAuthorityIsDown() throws Exception {
        start("auth", "127.0.0.1:1");
        assertThat(post("/x/1", "body").statusCode()).isEqualTo(403);
        assertThat(asked).isEmpty();
    }

    @Test
    void request_isAnswered_whenTheAuthorityIsSilent() throws Exception {
        try (ScriptedUpstream silent = ScriptedUpstream.start(ScriptedConnection::neverAnswer)) {
            start("auth", silent.endpoint());
            assertThat(post("/x/1", "body").statusCode()).isEqualTo(403);
            Waiting.until("its connection closes", () -> silent.connection(0).isPeerClosed());
        }
        assertThat(asked).isEmpty();
    }

    /** What becomes of it is the module's decision: one goes on, the others panic. */
    @Test
    void module_isTold_whenThereIsNoSuchAuthority() throws Exception {
        start("auth", null);
        HttpResponse<String> reply = post("/x/1", "body");
        assertThat(reply.statusCode()).isEqualTo(module.equals("assemblyscript") ? 200 : 500);
        assertThat(asked).noneMatch(request -> request.contains("/check"));
    }

    @Test
    void requests_areHeldAndGoOn_eachByItsOwnAnswer() throws Exception {
        start("auth", address());
        // The modules give an answer half a second: what is cold takes longer where the machine has other work.
        for (int i = 0; i < 10; i++) {
            post("/warm/" + i, "body");
        }
        asked.clear();
        List<Future<HttpResponse<String>>> replies = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String path = "/x/" + i;
            replies.add(threads.submit(() -> post(path, "body")));
        }
        for (int i = 0; i < replies.size(); i++) {
            assertThat(replies.get(i).get().body()).isEqualTo("/x/" + i + " body");
        }
        assertThat(asked).hasSize(40);
    }

    @Test
    void clock_isAsked_onEachTick() throws Exception {
        start("tick", address());
        post("/x/1", "body");
        Waiting.until("the module has asked", () -> asked.contains("GET /time clock "));
    }

    private void start(String words, @Nullable String authority) {
        String clusters = authority == null
                ? ""
                : "auth: { endpoints: [\"" + authority + "\"], wire: { http: {} } }\n  clock: { endpoints: [\""
                        + authority + "\"], wire: { http: {} } }";
        String yaml = ROUTES.replace("WEB", address()).replace("AUTH", clusters).replace("WORDS", words);
        LoadedConfig config = new YamlSource(Map.of()).parse("test.yaml", yaml, directory);
        gateway = Gateway.start(
                config, Factories.discovered(), new GatewayOptions(0, 2, Duration.ofSeconds(5)), FilteredEcho.NOBODY);
    }

    private int port() {
        return Objects.requireNonNull(gateway).addresses().getFirst().getPort();
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port() + path);
        return client.send(
                HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }
}
