package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.trestle.codec.http.HttpCodecFactory;
import dev.trestle.runtime.TestClient.Kind;
import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that filters send by themselves, over real sockets. */
@Timeout(60)
class CalloutsIT {
    private static final String YAML = """
            listeners: [{ http: 0 }, { tcp: 0, cluster: bytes }]
            clusters:
              auth: { endpoints: ["AUTH"], wire: { http: { host: other.example } } }
              auth.main: { endpoints: ["AUTH"], wire: { http: {} } }
              probe: { endpoints: ["AUTH"], wire: { probe: {} } }
              bytes: { endpoints: ["AUTH"] }
            routes:
              - { id: x, match: { path: /x }, cluster: probe, probe: {}, timeout: 10s, filters: [{ callout: {} }] }
            """;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CalloutFilterFactory filter = new CalloutFilterFactory();
    private HttpServer auth;

    @BeforeEach
    void start() throws IOException {
        auth = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        auth.setExecutor(threads);
        auth.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders()
                    .add(
                            "x-seen",
                            exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                                    + exchange.getRequestHeaders().getFirst("Host") + " "
                                    + exchange.getRequestHeaders().getFirst("x-own") + " "
                                    + exchange.getRequestHeaders().getFirst("x-forwarded-for"));
            exchange.sendResponseHeaders(207, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        auth.start();
    }

    @AfterEach
    void stop() {
        auth.stop(0);
        threads.close();
    }

    private TestGateway gateway(String endpoint) {
        return TestGateway.start(
                YAML.replace("AUTH", endpoint),
                new Factories(List.of(new HttpCodecFactory(), new ProbeCodecFactory()), List.of(filter)));
    }

    private String address() {
        return "127.0.0.1:" + auth.getAddress().getPort();
    }

    private static String ask(TestGateway gateway, String to, String... fields) {
        try (TestClient client = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            List<String> all = new ArrayList<>(List.of(fields));
            for (String each : to.split(" ", -1)) {
                all.addAll(List.of("x-to", each));
            }
            return client.call()
                    .bare("GET", "/x", all.toArray(String[]::new))
                    .await()
                    .text();
        }
    }

    @Test
    void answer_comes_fromTheCluster() {
        try (TestGateway gateway = gateway(address())) {
            assertThat(ask(gateway, "auth", "x-body", "token"))
                    .isEqualTo("207 POST /ask?a=b auth.example 1 null token null");
            assertThat(ask(gateway, "auth")).startsWith("207 POST").endsWith("  null");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "outbound|80||auth.static",
                "outbound|80||auth.dns",
                "outbound|80||auth.DEFAULT-GROUP.public.nacos",
                "outbound|80|v1|auth.main.svc.cluster.local",
                "outbound|80||auth.other.svc.cluster.local",
                "outbound|80||auth.main",
            })
    void name_isFound_asHigressWritesIt(String name) {
        try (TestGateway gateway = gateway(address())) {
            assertThat(ask(gateway, name)).startsWith("207 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "probe",
                "bytes",
                "",
                "outbound|80||nobody.static",
                "https://127.0.0.1:1",
                "http://",
                "http://a:0",
                "http://a:b",
                "http://a/b",
                "http://u@a",
                "http://127.0.0.1:99999",
            })
    void nobody_isAsked_whereNoHttpClusterIs(String name) {
        try (TestGateway gateway = gateway(address())) {
            assertThat(ask(gateway, name)).isEqualTo("nowhere");
        }
    }

    @Test
    void authority_isAsked_withoutACluster() {
        try (TestGateway gateway = gateway("127.0.0.1:1")) {
            assertThat(ask(gateway, "http://" + address())).startsWith("207 ");
            assertThat(ask(gateway, "http://localhost:" + auth.getAddress().getPort()))
                    .startsWith("207 ");
        }
    }

    @Test
    void authorities_areBounded_butMakeRoomForOthers() {
        try (TestGateway gateway = gateway("127.0.0.1:1")) {
            for (int i = 0; i < 2 * AuthorityClusters.MAX_CLUSTERS; i++) {
                assertThat(ask(gateway, "http://127.0.0." + (i + 1) + ":1", "x-millis", "200"))
                        .isEqualTo("none");
            }
            assertThat(ask(gateway, "http://" + address())).startsWith("207 ");
        }
    }

    @Test
    void manyAtOnce_areAnswered() {
        try (TestGateway gateway = gateway(address())) {
            String answers = ask(gateway, "auth " + "auth ".repeat(30).trim() + " nobody http://" + address());
            assertThat(answers.split("\\|", -1)).hasSize(33);
            assertThat(answers).contains("nowhere").doesNotContain("none");
        }
    }

    @Test
    void nothing_isAnswered_whereNobodyListens() {
        try (TestGateway gateway = gateway("127.0.0.1:1")) {
            assertThat(ask(gateway, "auth")).isEqualTo("none");
        }
    }

    @Test
    void nothing_isAnswered_inTime() {
        try (ScriptedUpstream silent = ScriptedUpstream.start(ScriptedConnection::neverAnswer);
                TestGateway gateway = gateway(silent.endpoint())) {
            assertThat(ask(gateway, "auth auth", "x-millis", "100")).isEqualTo("none|none");
            Waiting.until(
                    "its connections close",
                    () -> silent.connection(0).isPeerClosed()
                            && silent.connection(1).isPeerClosed());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\nContent-Length: 1048577\n\nLARGE",
                "HTTP/1.1 200 OK\n\nLARGE",
                "HTTP/1.1 200 OK\nContent-Length: 10\n\nhalf",
                "HTTP/1.1 200 OK\nContent-Length: x\n\n",
                "no http at all\n",
            })
    void nothing_isAnswered_whenTheAnswerIsNone(String reply) {
        String bytes = reply.replace("\n", "\r\n").replace("LARGE", "x".repeat((1 << 20) + 1));
        try (ScriptedUpstream server = ScriptedUpstream.start(connection -> {
                    head(connection);
                    connection.send(bytes.getBytes(StandardCharsets.ISO_8859_1)).fin();
                });
                TestGateway gateway = gateway(server.endpoint())) {
            assertThat(ask(gateway, "auth")).isEqualTo("none");
        }
    }

    @Test
    void answer_isWhole_whenItComesInPieces_andItsConnectionIsUsedAgain() {
        try (ScriptedUpstream server = ScriptedUpstream.start(connection -> {
                    for (int i = 0; i < 2; i++) {
                        head(connection);
                        String text =
                                "HTTP/1.1 200 OK\r\nTrailer: x-trailer\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n0\r\nX-Trailer: t\r\n\r\n";
                        connection.sendByteByByte(text.getBytes(StandardCharsets.US_ASCII));
                    }
                });
                TestGateway gateway = gateway(server.endpoint())) {
            assertThat(ask(gateway, "auth")).isEqualTo("200 null abc t");
            assertThat(ask(gateway, "auth")).isEqualTo("200 null abc t");
            assertThat(server.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void call_isCancelled_whenItsExchangeEnds() {
        try (ScriptedUpstream silent = ScriptedUpstream.start(ScriptedConnection::neverAnswer);
                TestGateway gateway = gateway(silent.endpoint())) {
            try (TestClient client = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
                client.call().bare("GET", "/x", "x-to", "auth");
                silent.connection(0);
            }
            Waiting.until("its connection closes", () -> silent.connection(0).isPeerClosed());
            gateway.awaitIdle();
            assertThat(filter.answers).hasValue(0);
        }
    }

    @Test
    void cluster_isTheCurrentOne_afterAChange() {
        try (TestGateway gateway = gateway("127.0.0.1:1")) {
            assertThat(ask(gateway, "auth")).isEqualTo("none");
            assertThat(gateway.gateway().apply(gateway.load(YAML.replace("AUTH", address()))))
                    .isEmpty();
            assertThat(ask(gateway, "auth")).startsWith("207 ");
        }
    }

    private static void head(ScriptedConnection connection) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            text.append((char) connection.read(1)[0]);
        }
    }
}
