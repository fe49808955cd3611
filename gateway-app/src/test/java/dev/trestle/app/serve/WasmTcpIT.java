package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway;
import dev.trestle.runtime.GatewayOptions;
import dev.trestle.source.LoadedConfig;
import dev.trestle.source.YamlSource;
import dev.trestle.tcp.ConnectionEnd;
import dev.trestle.tcp.ConnectionSummary;
import dev.trestle.tcp.TcpStatus;
import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules between a client and its endpoint, over real sockets. */
@Timeout(120)
class WasmTcpIT {
    private static final String LABELS = "location: berlin, location.region: eu, location.zone: a";

    private final Factories factories = Factories.discovered();
    private final Queue<ConnectionSummary> ended = new ConcurrentLinkedQueue<>();
    private final ModuleLog log = new ModuleLog();
    private @Nullable Gateway gateway;

    @TempDir
    private Path directory = Path.of(".");

    @BeforeEach
    void listen() throws IOException {
        log.begin();
        TestModules.copy("network", directory, "first", "second");
        for (String sdk : List.of("go", "rust", "assemblyscript")) {
            TestModules.copy(sdk, directory, sdk);
        }
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.stop().join();
        }
        log.end();
    }

    @Test
    void module_seesAnHttpConnection_fromItsBeginningToItsEnd() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write(bytes("pong"));
            exchange.close();
        });
        server.start();
        String endpoint = "127.0.0.1:" + server.getAddress().getPort();
        try {
            start(endpoint, filter("first"));
            String answer;
            int port;
            try (Socket client = connect()) {
                port = client.getLocalPort();
                client.getOutputStream().write(bytes("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"));
                answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            }
            assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\npong");
            connections(1);
            assertThat(log.lines())
                    .startsWith("first: new connection from 127.0.0.1:" + port)
                    .contains("first: upstream " + endpoint + " in berlin")
                    .endsWith("first: downstream closed 2", "first: upstream closed 2", "first: log", "first: delete");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void sdkModule_knowsWhereItsEndpointIs() throws Exception {
        try (ScriptedUpstream upstream = echo()) {
            start(upstream.endpoint(), sdk("go", "tcp place", "failClosed"));
            assertThat(ask("ping")).isEqualTo("ping");
            connections(1);
            assertThat(log.lines())
                    .containsExactly(
                            "go: connection",
                            "go: data ping",
                            "go: upstream " + upstream.endpoint(),
                            "go: location location=berlin",
                            "go: location region=eu",
                            "go: location zone=a",
                            "go: answer ping",
                            "go: downstream closed",
                            "go: complete");
        }
    }

    @Test
    void modules_seeWhatPasses_inTheirOrderAndInReverse() throws Exception {
        try (ScriptedUpstream upstream = echo()) {
            start(upstream.endpoint(), filter("first") + ", " + filter("second"));
            assertThat(ask("ping")).isEqualTo("ping");
            connections(1);
            assertThat(log.lines().stream().map(line -> line.replaceAll("(connection|upstream) .*", "$1")))
                    .startsWith(
                            "first: new connection", "second: new connection", "second: upstream", "first: upstream");
        }
    }

    @Test
    void module_holdsWhatIsTooLittle() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> connection.send(connection.read(4)))) {
            start(upstream.endpoint(), filter("first"));
            try (Socket client = connect()) {
                client.getOutputStream().write(bytes("p"));
                Waiting.until("it has come", () -> bytesIn() == 1);
                client.getOutputStream().write(bytes("i"));
                Waiting.until("more has come", () -> bytesIn() == 2);
                assertThat(upstream.connection(0).received()).isEmpty();
                client.getOutputStream().write(bytes("ng"));
                assertThat(client.getInputStream().readNBytes(4)).isEqualTo(bytes("ping"));
            }
        }
    }

    /** Modules of the public SDKs, which hold a client's bytes until it has sent its last. */
    @ParameterizedTest
    @ValueSource(strings = {"go", "rust", "assemblyscript"})
    void halfClose_passes(String sdk) throws Exception {
        try (ScriptedUpstream upstream = echo()) {
            start(upstream.endpoint(), sdk(sdk, "tcp", "failClosed"));
            assertThat(ask("all of it")).isEqualTo("all of it");
            assertThat(connections(1)).extracting(ConnectionSummary::end).containsExactly(ConnectionEnd.CLOSED);
        }
    }

    @Test
    void connection_isClosed_whenItsModuleTraps_andTheNextIsServed() throws Exception {
        try (ScriptedUpstream upstream = echo()) {
            start(upstream.endpoint(), filter("first"));
            assertThat(ask("trap")).isEmpty();
            assertThat(ask("ping")).isEqualTo("ping");
            assertThat(connections(2))
                    .extracting(ConnectionSummary::end)
                    .containsExactly(ConnectionEnd.FILTER_FAILED, ConnectionEnd.CLOSED);
        }
    }

    @Test
    void connectionsOfTheSameInstance_fail_whenItTrapsInOne() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                connection -> connection.send(connection.read(4)), ScriptedConnection::neverAnswer)) {
            start(upstream.endpoint(), filter("first"));
            try (Socket other = connect()) {
                other.getOutputStream().write(bytes("ping"));
                assertThat(other.getInputStream().readNBytes(4)).isEqualTo(bytes("ping"));
                assertThat(ask("trap")).isEmpty();
                assertThat(other.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(connections(2)).extracting(ConnectionSummary::end).containsOnly(ConnectionEnd.FILTER_FAILED);
        }
    }

    @Test
    void connection_goesOnWithoutItsModule_whenThatFailsOpen() throws Exception {
        try (ScriptedUpstream upstream = echo()) {
            start(upstream.endpoint(), sdk("first", "", "failOpen"));
            try (Socket other = connect()) {
                other.getOutputStream().write(bytes("ping"));
                Waiting.until("it is served", () -> upstream.connectionCount() == 1);
                assertThat(ask("trap")).isEqualTo("trap");
                other.shutdownOutput();
                assertThat(other.getInputStream().readAllBytes()).isEqualTo(bytes("ping"));
            }
            assertThat(connections(2)).extracting(ConnectionSummary::end).containsOnly(ConnectionEnd.CLOSED);
        }
    }

    @Test
    void connection_isClosed_whenTheModuleSaysSo_andWhatPassedHasLeft() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ScriptedConnection::neverAnswer)) {
            start(upstream.endpoint(), filter("first"));
            try (Socket client = connect()) {
                client.getOutputStream().write(bytes("stop"));
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            Waiting.until("it is closed", () -> upstream.connection(0).isPeerClosed());
            assertThat(upstream.connection(0).received()).isEqualTo(bytes("stop"));
            assertThat(connections(1)).extracting(ConnectionSummary::end).containsExactly(ConnectionEnd.FILTER_CLOSED);
        }
    }

    @Test
    void configuration_isRefused_asTheModuleSays() {
        LoadedConfig refused = load("127.0.0.1:1", sdk("go", "refuse", "failClosed"));
        assertThat(Gateway.check(refused, factories))
                .singleElement()
                .asString()
                .contains("listeners[0].filters[0].wasm.configuration");
    }

    private static String filter(String module) {
        return "{ wasm: " + module + ".wasm }";
    }

    private static String sdk(String module, String words, String onFailure) {
        return "{ wasm: { module: %s.wasm, configuration: \"%s\", onFailure: %s, limits: { maxCallTime: 500ms } } }"
                .formatted(module, words, onFailure);
    }

    private static ScriptedUpstream echo() {
        return ScriptedUpstream.start(
                connection -> connection.send(connection.readUntilEnd()).fin());
    }

    private LoadedConfig load(String endpoint, String filters) {
        String yaml = """
                listeners: [ { tcp: 0, host: 127.0.0.1, cluster: web, filters: [ %s ] } ]
                clusters: { web: { endpoints: [ { address: "%s", labels: { %s } } ] } }
                routes: []
                """.formatted(filters, endpoint, LABELS);
        return new YamlSource(Map.of()).parse("test.yaml", yaml, directory);
    }

    private void start(String endpoint, String filters) {
        gateway = Gateway.start(
                load(endpoint, filters),
                factories,
                new GatewayOptions(0, 1, Duration.ofSeconds(5)),
                FilteredEcho.NOBODY,
                ended::add);
    }

    private Gateway running() {
        return Objects.requireNonNull(gateway);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", running().addresses().getFirst().getPort());
        socket.setSoTimeout((int) Waiting.BOUND.toMillis());
        return socket;
    }

    /** What comes back of all that was sent. */
    private String ask(String text) throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(bytes(text));
            client.shutdownOutput();
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private long bytesIn() {
        return running().connections().stream().mapToLong(TcpStatus::bytesIn).sum();
    }

    private List<ConnectionSummary> connections(int count) {
        Waiting.until(count + " have ended", () -> ended.size() >= count);
        return List.copyOf(ended);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
