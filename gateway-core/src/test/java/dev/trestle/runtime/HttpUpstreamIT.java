package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trestle.bridge.http.Failure;
import dev.trestle.codec.http.HttpCodecFactory;
import dev.trestle.runtime.TestClient.Kind;
import dev.trestle.testkit.Gate;
import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;

/** Services that speak HTTP, over real sockets: the JDK's server, Reactor Netty's, and what others send, by hand. */
@Timeout(60)
class HttpUpstreamIT {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ProbeFilterFactory filters = new ProbeFilterFactory();
    private HttpServer jdk;

    @BeforeEach
    void start() throws IOException {
        jdk = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        jdk.setExecutor(threads);
        jdk.createContext("/", HttpUpstreamIT::echo);
        jdk.start();
    }

    @AfterEach
    void stop() {
        jdk.stop(0);
        threads.close();
    }

    /** What came, in the head; the body as it came. */
    private static void echo(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders()
                .add(
                        "x-seen",
                        exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                                + exchange.getRequestHeaders().getFirst("Host"));
        exchange.getResponseHeaders()
                .add(
                        "x-fields",
                        String.join(
                                ",",
                                exchange.getRequestHeaders().keySet().stream()
                                        .sorted()
                                        .toList()));
        exchange.getResponseHeaders()
                .add("x-port", Integer.toString(exchange.getRemoteAddress().getPort()));
        boolean chunked = exchange.getRequestHeaders().containsKey("X-chunked");
        exchange.sendResponseHeaders(207, chunked ? 0 : body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String jdkEndpoint() {
        return "127.0.0.1:" + jdk.getAddress().getPort();
    }

    private TestGateway gateway(String endpoint, String... routeLines) {
        String yaml = """
                clusters:
                  up: { endpoints: ["%s"], wire: { http: {} } }
                routes:
                  - id: x
                    match: { path: "/{rest...}" }
                    cluster: up
                    timeout: 10s
                    %s
                """.formatted(
                        endpoint, routeLines.length == 0 ? "http: {}" : String.join("\n" + " ".repeat(4), routeLines));
        return TestGateway.start(yaml, new Factories(List.of(new HttpCodecFactory()), List.of(filters)));
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void request_comesAsItWasSent_andItsReplyToo(Kind kind) {
        try (TestGateway gateway = gateway(jdkEndpoint());
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().whole("POST", "/a%2Fb/c?d=%20e", "hello", "X-A", "1", "keep-alive", "2");
            assertThat(call.await().status()).isEqualTo(207);
            assertThat(call.text()).isEqualTo("hello");
            assertThat(call.header("x-seen")).isEqualTo("POST /a%2Fb/c?d=%20e localhost");
            assertThat(call.header("x-fields").toLowerCase(java.util.Locale.ROOT))
                    .contains("x-a", "x-forwarded-for", "x-request-id")
                    .doesNotContain("x-http2", "keep-alive");
            assertThat(call.header("content-length")).isEqualTo("5");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void connection_isUsedAgain(Kind kind) {
        try (TestGateway gateway = gateway(jdkEndpoint());
                TestClient client = TestClient.connect(kind, gateway.port())) {
            String first = client.call().whole("PUT", "/x", "a").await().header("x-port");
            String second = client.call()
                    .whole("PUT", "/x", "b", "x-chunked", "1")
                    .await()
                    .header("x-port");
            String third = client.call().bare("GET", "/x").await().header("x-port");
            assertThat(List.of(second, third)).containsOnly(first);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void largeBodies_comeWhole_bothWays(Kind kind) {
        DisposableServer server = reactor.netty.http.server.HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> response.send(request.receive().retain()))
                .bindNow();
        try (TestGateway gateway = gateway("127.0.0.1:" + server.port(), "http: {}", "maxBodyBytes: 64MiB");
                TestClient client = TestClient.connect(kind, gateway.port())) {
            byte[] piece = "0123456789abcdef".repeat(1024).getBytes(StandardCharsets.US_ASCII);
            HttpCall call = client.call().head("POST", "/x", "transfer-encoding", "chunked");
            for (int i = 0; i < 256; i++) {
                call.data(piece);
            }
            call.end().await();
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.received()).isEqualTo(256L * piece.length);
        } finally {
            server.disposeNow();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void piecesOfTheReply_comeAsTheyAreSent(Kind kind) {
        DisposableServer server = reactor.netty.http.server.HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> response.sse()
                        .sendString(Flux.just("data: 1\n\n").concatWith(Flux.never()), StandardCharsets.UTF_8))
                .bindNow();
        try (TestGateway gateway = gateway("127.0.0.1:" + server.port());
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x");
            assertThat(call.header("content-type")).startsWith("text/event-stream");
            server.disposeNow();
            Waiting.until("the reply is cut", call::isCut);
        } finally {
            server.disposeNow();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void reply_endsWithTheConnection_asOldServersHaveIt(Kind kind) {
        try (ScriptedUpstream old = ScriptedUpstream.start(connection -> {
                    head(connection);
                    connection.send(http("HTTP/1.0 200 OK\nServer: old\n\n" + "x".repeat(100_000)));
                    connection.fin();
                });
                TestGateway gateway = gateway(old.endpoint());
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x").await();
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.received()).isEqualTo(100_000);
            assertThat(call.header("server")).isEqualTo("old");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void headOnly_isPassed_withTheLengthOfTheBodyThatItStandsFor(Kind kind) {
        try (ScriptedUpstream server = ScriptedUpstream.start(connection -> {
                    head(connection);
                    connection.send(http("HTTP/1.1 200 OK\nContent-Length: 99\n\n"));
                    head(connection);
                    connection.send(http("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n"));
                });
                TestGateway gateway = gateway(server.endpoint());
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall known = client.call().bare("HEAD", "/x").await();
            assertThat(known.header("content-length")).isEqualTo("99");
            HttpCall unknown = client.call().bare("HEAD", "/x").await();
            assertThat(unknown.status()).isEqualTo(200);
            assertThat(unknown.header("content-length")).isNull();
            assertThat(server.connectionCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void trailers_arePassed_bothWays(Kind kind) {
        try (ScriptedUpstream server = ScriptedUpstream.start(connection -> {
                    String request = until(connection, "0\r\nx-sum: 1\r\n\r\n");
                    assertThat(request).contains("1\r\na\r\n");
                    connection.send(http(
                            "HTTP/1.1 200 OK\nTrailer: X-Back\nTransfer-Encoding: chunked\n\n1\nb\n0\nX-Back: 2\n\n"));
                });
                TestGateway gateway = gateway(server.endpoint());
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call()
                    .head("POST", "/x", "transfer-encoding", "chunked", "trailer", "x-sum")
                    .data("a")
                    .end("x-sum", "1")
                    .await();
            assertThat(call.text()).isEqualTo("b");
            assertThat(call.trailers()).containsEntry("x-back", "2");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void reply_isCut_whenTheServicesIs(Kind kind) {
        Gate gate = new Gate();
        try (ScriptedUpstream server = ScriptedUpstream.start(connection -> {
                    head(connection);
                    connection.send(http("HTTP/1.1 200 OK\nContent-Length: 10\n\nhalf"));
                    connection.pass(gate).fin();
                });
                TestGateway gateway = gateway(server.endpoint());
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x");
            assertThat(call.status()).isEqualTo(200);
            gate.open();
            Waiting.until("the reply is cut", call::isCut);
            gateway.ended("a cut reply", ended -> ended.failure() == Failure.UPSTREAM_CLOSED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void reply_isMalformed_andItsConnectionCloses(Kind kind) {
        try (ScriptedUpstream server = ScriptedUpstream.start(connection -> {
                    head(connection);
                    connection.send(http("HTTP/1.1 200 OK\nContent-Length: 1\nContent-Length: 2\n\nab"));
                });
                TestGateway gateway = gateway(server.endpoint());
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x").await();
            assertThat(call.status()).isEqualTo(502);
            assertThat(call.text()).contains("upstream_malformed");
            Waiting.until("the connection closes", () -> server.connection(0).isPeerClosed());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void reply_isPassed_beforeTheRequestIsSent_andItsConnectionIsNotUsedAgain(Kind kind) {
        try (ScriptedUpstream server = ScriptedUpstream.start(connection -> {
                    head(connection);
                    connection.send(http("HTTP/1.1 413 Content Too Large\nContent-Length: 3\n\nbig"));
                });
                TestGateway gateway = gateway(server.endpoint());
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call =
                    client.call().head("POST", "/x", "content-length", "1000").data("abc");
            assertThat(call.status()).isEqualTo(413);
            assertThat(call.header("content-length")).isEqualTo("3");
            Waiting.until("the connection closes", () -> server.connection(0).isPeerClosed());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void requestWithoutBody_isMadeAgain_whenItsConnectionWasClosing(Kind kind) {
        try (ScriptedUpstream server = ScriptedUpstream.start(
                        connection -> {
                            head(connection);
                            connection.rst();
                        },
                        connection -> {
                            head(connection);
                            connection.send(http("HTTP/1.1 200 OK\nContent-Length: 2\n\nok"));
                        });
                TestGateway gateway = gateway(server.endpoint(), "http: {}", "retry: { max: 2, idempotent: true }");
                TestClient client = TestClient.connect(kind, gateway.port())) {
            assertThat(client.call().bare("GET", "/x").await().text()).isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void filter_isHeard_whateverTheClientSaysOfItsConnection(Kind kind) {
        try (ScriptedUpstream server = ScriptedUpstream.start(connection -> {
                    assertThat(head(connection)).contains("x-passed: f").doesNotContain("x-hop");
                    connection.send(http("HTTP/1.1 200 OK\nContent-Length: 2\n\nok"));
                });
                TestGateway gateway =
                        gateway(server.endpoint(), "http: {}", "filters: [{ probe: { name: f, does: [] } }]");
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = kind.isHttp2()
                    ? client.call().bare("GET", "/x")
                    : client.call().bare("GET", "/x", "connection", "x-passed, x-hop, :path", "x-hop", "1");
            assertThat(call.await().text()).isEqualTo("ok");
            assertThat(call.header("x-back")).isEqualTo("f");
        }
    }

    static String head(ScriptedConnection connection) throws IOException {
        return until(connection, "\r\n\r\n");
    }

    private static String until(ScriptedConnection connection, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            text.append((char) connection.read(1)[0]);
        }
        return text.toString();
    }

    static byte[] http(String lines) {
        return lines.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
