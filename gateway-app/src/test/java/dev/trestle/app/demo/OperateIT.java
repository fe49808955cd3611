package dev.trestle.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway in use: edited under load, stopped with a request in flight, started where a port is taken. */
@Timeout(240)
@TestInstance(Lifecycle.PER_CLASS)
class OperateIT {
    private static final int EDITS = 100;
    private static final int CLIENTS = 4;

    /** Lends its servers: the gateways under test are others. */
    private final Launched demo;

    @TempDir
    private Path directory = Path.of(".");

    OperateIT() throws IOException {
        demo = Launched.demo();
    }

    @AfterAll
    void stop() {
        demo.close();
    }

    @Test
    void noRequestFails_whileTheRoutesAreEditedAHundredTimes() throws Exception {
        Path routes = copyOfTheRoutes();
        String text = Files.readString(routes);
        try (Launched gateway = run(routes)) {
            AtomicBoolean editing = new AtomicBoolean(true);
            AtomicInteger served = new AtomicInteger();
            Map<String, Integer> failures = new ConcurrentHashMap<>();
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(Thread.ofVirtual().start(() -> {
                    while (editing.get()) {
                        served.incrementAndGet();
                        String outcome =
                                outcome(() -> gateway.get("/v1/users/7").statusCode());
                        if (!outcome.equals("200")) {
                            failures.merge(outcome, 1, Integer::sum);
                        }
                    }
                }));
            }
            for (int edit = 1; edit <= EDITS; edit++) {
                // The edited route and the cluster of another: pools are kept, one is made anew each time.
                Files.writeString(
                        routes,
                        text.replace("/v1/calc/add", "/v" + edit + "/calc/plus")
                                .replace(
                                        "maxConnectionsPerEndpoint: 32", "maxConnectionsPerEndpoint: " + (100 + edit)));
                String generation = "\"generation\":" + (edit + 1) + ",";
                await(() -> gateway.manage("/admin/problems").body().contains(generation));
                assertThat(gateway.post("/v" + edit + "/calc/plus", "{\"a\":1,\"b\":2}")
                                .body())
                        .isEqualTo("3");
            }
            editing.set(false);
            for (Thread client : clients) {
                client.join();
            }
            assertThat(failures).isEmpty();
            assertThat(served.get()).isGreaterThan(EDITS);
        }
    }

    @Test
    void brokenEdit_isRefusedWhole_saidOnceWithItsPlaceAndTheNearMiss() throws Exception {
        Path routes = copyOfTheRoutes();
        String text = Files.readString(routes);
        Launched gateway = run(routes);
        try (gateway) {
            Files.writeString(
                    routes,
                    text.replace("/v1/users", "/v9/users").replace("service: Calculator", "servise: Calculator"));
            await(() -> gateway.manage("/admin/problems").body().contains("did you mean: service?"));
            assertThat(gateway.get("/v1/users/7").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/v9/users/7").statusCode()).isEqualTo(404);
            Files.writeString(routes, "");
            await(() -> gateway.manage("/admin/problems").body().contains("empty (expected: "));
            assertThat(gateway.get("/v1/users/7").statusCode()).isEqualTo(200);
            Files.writeString(routes, text.replace("/v1/users", "/v9/users"));
            await(() -> gateway.get("/v9/users/7").statusCode() == 200);
        }
        assertThat(gateway.output().stream().filter(line -> line.contains("refused")))
                .hasSize(2)
                .first()
                .asString()
                .containsPattern("demo\\.yaml:\\d+:\\d+: routes")
                .contains("servise", "did you mean: service?");
    }

    @Test
    void editOfAnIdl_isLiveToo() throws Exception {
        Path routes = copyOfTheRoutes();
        Path idl = routes.resolveSibling("idl/calculator.thrift");
        try (Launched gateway = run(routes)) {
            String text = Files.readString(idl);
            Files.writeString(idl, text.replaceAll("\\badd\\b", "plus"));
            await(() -> gateway.manage("/admin/problems").body().contains("plus"));
            assertThat(gateway.post("/v1/calc/add", "{\"a\":1,\"b\":2}").body()).isEqualTo("3");
        }
    }

    @Test
    void requestInFlight_isAnswered_andTheProcessEndsWith0_afterSigterm() throws Exception {
        Launched gateway = run(copyOfTheRoutes());
        try (gateway;
                Socket client = new Socket("127.0.0.1", gateway.port())) {
            OutputStream out = client.getOutputStream();
            out.write(ascii("POST /v1/legacy/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhello"));
            await(() -> gateway.manage("/actuator/prometheus")
                    .body()
                    .contains("trestle_requests_in_flight{route=\"legacy.echo\"} 1.0"));
            gateway.terminate();
            await(() -> gateway.manage("/actuator/health/readiness").statusCode() == 503);
            assertThat(gateway.manage("/actuator/health/liveness").statusCode()).isEqualTo(200);
            out.write(ascii("world"));
            String reply = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(reply).startsWith("HTTP/1.1 200 ").contains("echo:helloworld");
            assertThat(gateway.exit()).isZero();
        }
    }

    @Test
    void demo_saysWhichPortIsTaken_andLeavesNothingRunning() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            List<String> arguments = Launched.demoArguments();
            arguments.set(arguments.indexOf("--thrift-port") + 1, String.valueOf(other.getLocalPort()));
            Launched second = Launched.start(Map.of(), arguments.toArray(String[]::new));
            assertThat(second.exit()).isEqualTo(3);
            assertThat(second.output())
                    .contains(
                            "trestle: port " + other.getLocalPort() + " (--thrift-port) is taken",
                            "stop what listens there, or choose another: --thrift-port PORT");
        }
    }

    /** An operator stopped the terminal, or the log's reader hangs: lines are lost, requests are not. */
    @Test
    void requestsAreServed_andTheProcessEnds_whenNobodyReadsWhatItSays() throws Exception {
        try (Launched gateway = run(copyOfTheRoutes())) {
            String path = "/v1/" + "x".repeat(2000);
            for (int i = 0; i < 200; i++) {
                assertThat(gateway.get(path).statusCode()).isEqualTo(404);
            }
            gateway.terminate();
            assertThat(gateway.exit()).isZero();
        }
    }

    private Launched run(Path routes) throws IOException, InterruptedException {
        return Launched.start(servers(), "run", "--routes", routes.toString(), "--port", "0", "--management-port", "0")
                .await("serving 8 routes");
    }

    /** Where the demo's servers are, in the words of its routes. */
    private Map<String, String> servers() throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>();
        String clusters = demo.manage("/admin/clusters").body();
        Map.of("shop", "DUBBO", "calculator", "THRIFT", "ledger", "LEDGER", "legacy", "LEGACY")
                .forEach((cluster, name) -> {
                    Matcher port = Pattern.compile("\"name\":\"" + cluster + "\".*?\"address\":\"127.0.0.1:(\\d+)")
                            .matcher(clusters);
                    assertThat(port.find()).isTrue();
                    environment.put("TRESTLE_DEMO_" + name + "_PORT", port.group(1));
                });
        return environment;
    }

    private Path copyOfTheRoutes() throws IOException {
        Path from = Launched.root().resolve("routes");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = directory.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return directory.resolve("demo.yaml");
    }

    private static String outcome(Callable<Integer> request) {
        try {
            return String.valueOf(request.call());
        } catch (Exception failure) {
            return failure.toString();
        }
    }

    /** Each look is a request: that is the pace. */
    private static void await(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            Thread.onSpinWait();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
