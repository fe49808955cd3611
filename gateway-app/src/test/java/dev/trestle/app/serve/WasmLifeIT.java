package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.log.AccessLogRule;
import dev.trestle.app.management.ManagementOptions;
import dev.trestle.testkit.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Modules from their start to their end, and what they do beside exchanges. */
@Timeout(120)
class WasmLifeIT {
    /** A module that answers by itself needs nobody behind it. */
    private static final String ANSWERING = """
            listeners: [{ http: 0 }]
            clusters: { up: { endpoints: ["127.0.0.1:1"], wire: { dubbo: {} } } }
            routes:
              - match: { path: /x }
                cluster: up
                dubbo: { service: any, method: any, args: [] }
                filters: [ { wasm: { module: filter.wasm, configuration: r } } ]
            """;

    private final ModuleLog log = new ModuleLog();

    @TempDir
    private Path directory = Path.of(".");

    @BeforeEach
    void listen() {
        log.begin();
    }

    @AfterEach
    void stop() {
        log.end();
    }

    @Test
    void file_isReplacedUnderLoad_andTheOldInstancesAreTold() throws Exception {
        TestModules.copy("probe", directory, "filter");
        Path routes = Files.writeString(directory.resolve("routes.yaml"), ANSWERING);
        AtomicBoolean over = new AtomicBoolean();
        try (Server server = Server.start(new ServeOptions(
                        routes,
                        Map.of(),
                        0,
                        ManagementOptions.loopback(0),
                        true,
                        AccessLogRule.OFF,
                        null,
                        Duration.ofSeconds(5),
                        null));
                ExecutorService clients = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> load = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                load.add(clients.submit(() -> askUntil(server, over)));
            }
            try {
                Waiting.until("it serves", () -> count("request_headers .*") > 10);
                assertThat(count("delete 1")).isZero();
                int loops = count("create 1 0") - 1;
                replace("filter");
                Waiting.until("the old instances are told", () -> count("delete 1") >= loops);
                assertThat(count("on_done 1")).isGreaterThanOrEqualTo(loops);
                int asked = count("request_headers .*");
                Waiting.until("the new one serves", () -> count("request_headers .*") > asked);
            } finally {
                over.set(true);
            }
            for (Future<Integer> each : load) {
                assertThat(each.get()).isPositive();
            }
        }
        int streams = count("create \\d+ 1");
        assertThat(count("log \\d+")).isEqualTo(streams);
        assertThat(count("delete (?!1$)\\d+")).isEqualTo(streams);
    }

    @Test
    void timer_ticks_beforeAnyRequest() throws Exception {
        TestModules.copy("probe", directory, "probe");
        try (FilteredEcho idle =
                new FilteredEcho(directory, 2, "", "{ wasm: { module: probe.wasm, configuration: t } }")) {
            Waiting.until("both instances tick", () -> count("tick 1") > 3);
            assertThat(idle.apply("", "")).isEmpty();
            Waiting.until("both are told", () -> count("delete 1") == 2);
        }
    }

    /** Two modules of one name are one virtual machine to each other: what one adds, the other, which has no streams, takes. */
    @Test
    void queue_leadsFromOneModuleToAnother() throws Exception {
        TestModules.copy("service", Files.createDirectory(directory.resolve("taking")), "jobs");
        TestModules.copy("assemblyscript", Files.createDirectory(directory.resolve("adding")), "jobs");
        HttpClient client = HttpClient.newHttpClient();
        String adding = "{ wasm: { module: adding/jobs.wasm, configuration: enqueue } }";
        try (FilteredEcho gateway = new FilteredEcho(directory, 2, "{ wasm: taking/jobs.wasm }", adding)) {
            assertThat(gateway.ask(client, "").statusCode()).isEqualTo(200);
            Waiting.until("it was taken", () -> log.lines().contains("jobs: took /x"));
            Waiting.until("it ticks", () -> log.lines().contains("jobs: tick"));
        }
        Waiting.until("it is told", () -> count("delete") == 1);
        assertThat(count("configured")).as("the trial and one instance").isEqualTo(2);
    }

    @Test
    void sharedData_isOne_forAllInstancesAndConfigurations() throws Exception {
        TestModules.copy("assemblyscript", directory, "sdk");
        String first = "{ wasm: { module: sdk.wasm, configuration: shared } }";
        String second = "{ wasm: { module: sdk.wasm, configuration: shared hello } }";
        try (FilteredEcho gateway = new FilteredEcho(directory, 2, first, second)) {
            for (int i = 0; i < 4; i++) {
                assertThat(gateway.ask(HttpClient.newHttpClient(), "").statusCode())
                        .isEqualTo(200);
            }
        }
        assertThat(log.lines()).anyMatch(line -> line.contains("shared 8 0"));
    }

    private int askUntil(Server server, AtomicBoolean over) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.addresses().getFirst().getPort() + "/x");
        HttpClient client = HttpClient.newHttpClient();
        int asked = 0;
        while (!over.get()) {
            assertThat(client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                            .statusCode())
                    .as("the module's answer")
                    .isEqualTo(403);
            asked++;
        }
        return asked;
    }

    /** The same module with a section more, renamed over the old file as a deployment does. */
    private void replace(String module) throws IOException {
        Path file = directory.resolve(module + ".wasm");
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(Files.readAllBytes(file));
        changed.write(new byte[] {0, 2, 1, 'v'});
        Path fresh = Files.write(directory.resolve("fresh"), changed.toByteArray());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** How many lines of any module are this. */
    private int count(String pattern) {
        return (int) log.lines().stream()
                .filter(line -> line.matches("\\w+: " + pattern))
                .count();
    }
}
