package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Failure;
import dev.trestle.exchange.ExchangeSummary;
import dev.trestle.runtime.TestClient.Kind;
import dev.trestle.testkit.Gate;
import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import java.io.EOFException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client goes away: its exchange ends as 499, its exclusive connection closes, a shared one serves on. */
class ClientGoneIT {
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void exchange_ends_whenClientLeavesBeforeItsBody(Kind kind) throws Exception {
        Gate headSeen = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame.read(connection);
                    headSeen.open();
                });
                TestGateway gateway = TestGateway.start(TestGateway.probe(upstream.endpoint()));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().head("POST", "/x", body(kind));
            headSeen.pass();
            call.abort();

            assertGone(gateway, upstream);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void exchange_ends_whenClientLeavesInsideItsBody(Kind kind) throws Exception {
        Gate pieceSeen = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame.readUntil(connection, 'd');
                    pieceSeen.open();
                });
                TestGateway gateway = TestGateway.start(TestGateway.probe(upstream.endpoint()));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().head("POST", "/x", body(kind)).data("piece");
            pieceSeen.pass();
            call.abort();

            assertGone(gateway, upstream);
        }
    }

    /** Nothing was sent upstream, so nothing is known of it there. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void exchange_ends_whenClientLeavesInsideABodyThatIsGathered(Kind kind) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ScriptedConnection::neverAnswer);
                TestGateway gateway = TestGateway.start(
                        TestGateway.probe(upstream.endpoint(), "probe: { body: whole, at: encodeHeaders }"));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().head("POST", "/x", body(kind)).data("piece");
            Waiting.until("the exchange to start", () -> gateway.gateway().inFlight() == 1);
            call.abort();

            gateway.awaitIdle();
            assertThat(gateway.ended("the exchange", e -> true).failure()).isEqualTo(Failure.CLIENT_CLOSED);
            assertThat(upstream.connectionCount()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void exchange_ends_whenClientLeavesBeforeTheReply(Kind kind) throws Exception {
        Gate requestSeen = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame.readUntil(connection, 'e');
                    requestSeen.open();
                });
                TestGateway gateway = TestGateway.start(TestGateway.probe(upstream.endpoint()));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().whole("POST", "/x", "body");
            requestSeen.pass();
            call.abort();

            assertGone(gateway, upstream);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void exchange_ends_whenClientLeavesInsideTheReply(Kind kind) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                    connection.send(end.answer('H', "200")).send(end.answer('D', "piece"));
                });
                TestGateway gateway = TestGateway.start(TestGateway.probe(upstream.endpoint()));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x");
            Waiting.until("a piece of the reply", () -> call.received() == 5);
            call.abort();

            assertGone(gateway, upstream);
        }
    }

    /** Its frame comes late and is dropped; the connection goes on. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void connection_servesOn_whenClientLeavesAndItIsShared(Kind kind) throws Exception {
        Gate requestSeen = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame first = ProbeFrame.readUntil(connection, 'e');
                    requestSeen.open();
                    ProbeFrame second = ProbeFrame.readUntil(connection, 'e');
                    connection.send(first.answer('R', "late"));
                    connection.send(second.answer('R', "in time"));
                });
                TestGateway gateway = TestGateway.start(
                        TestGateway.probe(upstream.endpoint()).replace("probe: {} }", "probe: { exchanges: 8 } }"));
                TestClient gone = TestClient.connect(kind, gateway.port());
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = gone.call().bare("GET", "/x");
            requestSeen.pass();
            call.abort();
            gateway.awaitIdle();

            assertThat(client.call().bare("GET", "/x").text()).isEqualTo("in time");
            assertThat(upstream.connectionCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void exchange_ends_whenClientLeavesWhileItsBridgePauses(Kind kind) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ClientGoneIT::answer);
                TestGateway gateway = TestGateway.start(
                        TestGateway.probe(upstream.endpoint(), "probe: { at: encodeHeaders, deed: hold }"));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().whole("POST", "/x", "body");
            Waiting.until("the exchange to start", () -> gateway.gateway().inFlight() == 1);
            call.abort();

            gateway.awaitIdle();
            assertThat(gateway.ended("the exchange", e -> true).failure()).isEqualTo(Failure.CLIENT_CLOSED);
        }
    }

    private static void assertGone(TestGateway gateway, ScriptedUpstream upstream) {
        ExchangeSummary summary = gateway.ended("the exchange", e -> true);
        assertThat(summary.failure()).isEqualTo(Failure.CLIENT_CLOSED);
        gateway.awaitIdle();
        Waiting.until(
                "the upstream connection to close", () -> upstream.connection(0).isPeerClosed());
        assertThat(gateway.endedCount()).isEqualTo(1);
    }

    private static void answer(ScriptedConnection connection) throws Exception {
        try {
            while (true) {
                ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                connection.send(end.answer('R', "answer"));
            }
        } catch (EOFException closed) {
            // The gateway gave the connection up.
        }
    }

    private static String[] body(Kind kind) {
        return kind.isHttp2() ? new String[0] : new String[] {"content-length", "100"};
    }
}
