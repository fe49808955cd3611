package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Failure;
import dev.trestle.exchange.ExchangeSummary;
import dev.trestle.runtime.TestClient.Kind;
import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The exchange's deadline passes, wherever the exchange is. */
class TimeoutsIT {
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void exchange_is504_whenUpstreamNeverAnswers(Kind kind) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ScriptedConnection::neverAnswer);
                TestGateway gateway = start(upstream.endpoint(), "probe: {}");
                TestClient client = TestClient.connect(kind, gateway.port())) {
            assertTimeout(gateway, client.call().whole("POST", "/x", "body"));

            Waiting.until(
                    "the connection to close", () -> upstream.connection(0).isPeerClosed());
            assertThat(client.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void exchange_is504_whenClientStillSends(Kind kind) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ScriptedConnection::neverAnswer);
                TestGateway gateway = start(upstream.endpoint(), "probe: {}");
                TestClient client = TestClient.connect(kind, gateway.port())) {
            String[] fields = kind.isHttp2() ? new String[0] : new String[] {"content-length", "100"};

            assertTimeout(gateway, client.call().head("POST", "/x", fields).data("piece"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void exchange_is504_whenReplyStopsInsideAFrame(Kind kind) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                    byte[] reply = end.answer('R', "answer");
                    connection.send(java.util.Arrays.copyOf(reply, reply.length - 1));
                    connection.neverAnswer();
                });
                TestGateway gateway = start(upstream.endpoint(), "probe: {}");
                TestClient client = TestClient.connect(kind, gateway.port())) {
            assertTimeout(gateway, client.call().whole("POST", "/x", "body"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void response_isCut_whenTimeRunsOutInsideAStreamedReply(Kind kind) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                    connection.send(end.answer('H', "200")).send(end.answer('D', "piece"));
                    connection.neverAnswer();
                });
                TestGateway gateway = start(upstream.endpoint(), "probe: {}");
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x");

            assertThat(call.status()).isEqualTo(200);
            assertThat(call.isCut()).isTrue();
            ExchangeSummary summary = gateway.ended("the exchange", e -> true);
            assertThat(summary.failure()).isEqualTo(Failure.TIMEOUT);
            Waiting.until(
                    "the connection to close", () -> upstream.connection(0).isPeerClosed());
            assertThat(client.isOpen()).isEqualTo(kind.isHttp2());
        }
    }

    @Test
    void exchange_is504_whenBridgeNeverGoesOn() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ScriptedConnection::neverAnswer);
                TestGateway gateway = start(upstream.endpoint(), "probe: { at: encodeHeaders, deed: hold }");
                TestClient client = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            assertTimeout(gateway, client.call().whole("POST", "/x", "body"));
        }
    }

    @Test
    void exchange_is504_whenItWaitsForAConnection() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ScriptedConnection::neverAnswer);
                TestGateway gateway = TestGateway.start(pooled(upstream.endpoint()));
                TestClient first = TestClient.connect(Kind.HTTP_1_1, gateway.port());
                TestClient second = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            HttpCall served = first.call().whole("POST", "/slow", "body");
            Waiting.until("the only connection to be taken", () -> upstream.connectionCount() == 1);
            HttpCall waiting = second.call().whole("POST", "/x", "body");

            assertTimeout(gateway, waiting);
            assertThat(gateway.gateway().clusters().getFirst().pending()).isZero();
            served.abort();
        }
    }

    /** A full backlog: the handshake is never answered. */
    @Test
    void exchange_is504_whenItsConnectIsNeverAnswered() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> backlog = fill(deaf);
            try (TestGateway gateway = start("127.0.0.1:" + deaf.getLocalPort(), "probe: {}");
                    TestClient client = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
                assertTimeout(gateway, client.call().whole("POST", "/x", "body"));
            } finally {
                for (Socket each : backlog) {
                    each.close();
                }
            }
        }
    }

    private static List<Socket> fill(ServerSocket deaf) throws Exception {
        List<Socket> backlog = new ArrayList<>();
        while (true) {
            Socket next = new Socket();
            backlog.add(next);
            try {
                next.connect(deaf.getLocalSocketAddress(), 200);
            } catch (java.net.SocketTimeoutException full) {
                return backlog;
            }
        }
    }

    private static void assertTimeout(TestGateway gateway, HttpCall call) {
        assertThat(call.status()).isEqualTo(504);
        assertThat(call.text()).contains("\"code\":\"timeout\"", "no reply within 150 ms");
        ExchangeSummary summary = gateway.ended("the exchange", e -> e.failure() == Failure.TIMEOUT);
        assertThat(summary.status()).isEqualTo(504);
        assertThat(Duration.ofNanos(summary.totalNanos())).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    private static TestGateway start(String endpoint, String call) {
        return TestGateway.start(TestGateway.probe(endpoint, "timeout: 150ms", call));
    }

    private static String pooled(String endpoint) {
        return """
                clusters:
                  up:
                    endpoints: ["%s"]
                    pool: { maxConnectionsPerEndpoint: 1, maxPendingAcquires: 8 }
                    wire: { probe: {} }
                routes:
                  - { id: x, match: { path: /x }, cluster: up, timeout: 150ms, probe: {} }
                  - { id: slow, match: { path: /slow }, cluster: up, timeout: 60s, probe: {} }
                """.formatted(endpoint);
    }
}
