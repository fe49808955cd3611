package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.Repository;
import dev.trestle.app.log.AccessLogRule;
import dev.trestle.app.management.ManagementOptions;
import dev.trestle.peer.launcher.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A route whose codec is a module, in front of the raw example server. */
@Timeout(120)
class WasmRouteIT {
    private static final String ROUTES = """
            listeners: [{ http: 0 }]
            clusters:
              shared:
                endpoints: ["127.0.0.1:PORT"]
                wire: { wasm: { module: ledger.wasm, frames: module, exchangesPerConnection: 256, heartbeat: { interval: 100ms } } }
              alone:
                endpoints: ["127.0.0.1:PORT"]
                wire: { wasm: ledger.wasm }
            routes:
              - id: shared
                match: { method: GET, path: "/shared/{iban}" }
                cluster: shared
                wasm: { configuration: { operation: 210, variable: iban } }
              - id: alone
                match: { method: GET, path: "/alone/{iban}" }
                cluster: alone
                wasm: { configuration: { operation: 210, variable: iban } }
            """;

    private static final String DUBBO = """
            listeners: [{ http: 0 }]
            clusters:
              users:
                endpoints: ["127.0.0.1:PORT"]
                wire: { wasm: { module: dubbo.wasm, frames: module, exchangesPerConnection: 64, heartbeat: {}, limits: { maxCallTime: 200ms } } }
            routes:
              - id: user
                match: { method: GET, path: "/users/{id}" }
                cluster: users
                wasm:
                  configuration:
                    { service: dev.trestle.demo.UserService, method: getUser, args: [{ type: long, from: path.id }] }
            """;

    private static Peer peer;

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory = Path.of(".");

    @BeforeAll
    static void start() {
        peer = Peer.start("raw-server");
    }

    @AfterAll
    static void stop() {
        peer.close();
    }

    @Test
    void module_answersExactly_onSharedAndOnExclusiveConnections() throws Exception {
        try (Server server = serve()) {
            for (String route : List.of("shared", "alone")) {
                HttpResponse<String> found = get(server, "/" + route + "/DE021203");
                assertThat(found.statusCode()).isEqualTo(200);
                assertThat(found.headers().firstValue("content-type")).hasValue("application/json");
                assertThat(found.body())
                        .isEqualTo(
                                "{\"iban\":\"DE021203\",\"currency\":\"EUR\",\"balance\":12345.67,\"version\":9007199254740993}");
                assertThat(get(server, "/" + route + "/XX00").statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void module_isReplacedUnderLoad_withoutAFailedRequest() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (Server server = serve();
                ExecutorService clients = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> load = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String path = (i % 2 == 0 ? "/shared/" : "/alone/") + "DE" + i;
                load.add(clients.submit(() -> askUntil(server, path, over)));
            }
            try {
                await(() -> contentType(server, "/shared/DE9").equals("application/json"));
                replaceModule();
                await(() -> contentType(server, "/shared/DE9").equals("application/js02"));
                await(() -> contentType(server, "/alone/DE9").equals("application/js02"));
            } finally {
                over.set(true);
            }
            for (Future<Integer> each : load) {
                assertThat(each.get()).isPositive();
            }
        }
    }

    @Test
    void module_isReplaced_whenTheVolumeItStandsInIsSwapped() throws Exception {
        Path source = Repository.root().resolve("examples/wasm/ledger.wasm");
        swapVolume("1", Files.readAllBytes(source));
        try (Server server = serve(ROUTES.replace("ledger.wasm", "plugins"), peer.port())) {
            assertThat(contentType(server, "/alone/DE9")).isEqualTo("application/json");
            swapVolume("2", changed(source).getBytes(StandardCharsets.ISO_8859_1));
            await(() -> contentType(server, "/alone/DE9").equals("application/js02"));
            Files.copy(source, directory.resolve("plugins/other.wasm"));
            await(() -> get(server.managementPort(), "/admin/problems").body().contains("ledger.wasm, other.wasm in"));
            assertThat(contentType(server, "/alone/DE9")).isEqualTo("application/js02");
        }
    }

    /** As Kubernetes replaces the content of a volume: names are links through a link, which is renamed over. */
    private void swapVolume(String version, byte[] module) throws IOException {
        Path volume = Files.createDirectories(directory.resolve("plugins"));
        Files.write(Files.createDirectory(volume.resolve("..version" + version)).resolve("ledger.wasm"), module);
        Path next = Files.createSymbolicLink(volume.resolve("..next"), Path.of("..version" + version));
        Files.move(next, volume.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        if (version.equals("1")) {
            Files.createSymbolicLink(volume.resolve("ledger.wasm"), Path.of("..data/ledger.wasm"));
        }
    }

    @Test
    void module_thatIsNone_isRefused_andTheOldOneServes() throws Exception {
        try (Server server = serve()) {
            Files.writeString(directory.resolve("ledger.wasm"), "no module");
            await(() -> get(server.managementPort(), "/admin/problems").body().contains("ledger.wasm"));
            assertThat(get(server.managementPort(), "/admin/problems").body()).contains("a WebAssembly module");
            assertThat(get(server, "/shared/DE1").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void dubbo_isServedByTheModuleInGo() throws Exception {
        try (Peer dubbo = Peer.start("dubbo-provider");
                InputStream packed = Files.newInputStream(Repository.root().resolve("examples/wasm/dubbo.wasm.gz"))) {
            Files.copy(new GZIPInputStream(packed), directory.resolve("dubbo.wasm"));
            try (Server server = serve(DUBBO, dubbo.port())) {
                assertThat(get(server, "/users/7").body()).contains("\"id\":7", "\"name\":\"");
                assertThat(get(server, "/users/7").statusCode()).isEqualTo(200);
                assertThat(get(server, "/users/0").body()).isEqualTo("{\"exception\":\"UserNotFoundException\"}");
                assertThat(get(server, "/users/x").statusCode()).isEqualTo(400);
            }
        }
    }

    private Server serve() throws IOException {
        Files.copy(
                Repository.root().resolve("examples/wasm/ledger.wasm"),
                directory.resolve("ledger.wasm"),
                StandardCopyOption.REPLACE_EXISTING);
        return serve(ROUTES, peer.port());
    }

    private Server serve(String yaml, int port) throws IOException {
        Path routes = Files.writeString(directory.resolve("routes.yaml"), yaml.replace("PORT", Integer.toString(port)));
        return Server.start(new ServeOptions(
                routes,
                Map.of(),
                0,
                ManagementOptions.loopback(0),
                true,
                AccessLogRule.OFF,
                null,
                Duration.ofSeconds(5),
                null));
    }

    /** The same module, but for one of its texts, renamed over the old file as a deployment does. */
    private void replaceModule() throws IOException {
        Path file = directory.resolve("ledger.wasm");
        Path fresh = Files.writeString(directory.resolve("new"), changed(file), StandardCharsets.ISO_8859_1);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String changed(Path file) throws IOException {
        String module = Files.readString(file, StandardCharsets.ISO_8859_1);
        String changed = module.replace(wide("application/json"), wide("application/js02"));
        assertThat(changed).isNotEqualTo(module);
        return changed;
    }

    /** How AssemblyScript keeps text. */
    private static String wide(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    }

    private int askUntil(Server server, String path, AtomicBoolean over) throws IOException, InterruptedException {
        int asked = 0;
        while (!over.get()) {
            HttpResponse<String> response = get(server, path);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            asked++;
        }
        return asked;
    }

    private String contentType(Server server, String path) throws IOException, InterruptedException {
        return get(server, path).headers().firstValue("content-type").orElse("none");
    }

    private HttpResponse<String> get(Server server, String path) throws IOException, InterruptedException {
        return get(server.addresses().getFirst().getPort(), path);
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
