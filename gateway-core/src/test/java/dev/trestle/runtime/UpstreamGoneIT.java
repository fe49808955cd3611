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
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The upstream ends or resets its connection, wherever the exchange is; and what may then be tried again. */
class UpstreamGoneIT {
    /** How it goes. */
    enum Going {
        FIN,
        RST;

        void now(ScriptedConnection connection) throws IOException {
            if (this == FIN) {
                connection.fin();
            } else {
                connection.rst();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void exchange_is502_whenUpstreamGoesInsideTheRequest(Going going) {
        assertFails(connection -> {
            ProbeFrame.read(connection);
            going.now(connection);
        });
    }

    @ParameterizedTest
    @EnumSource
    void exchange_is502_whenUpstreamGoesBeforeItsReply(Going going) {
        assertFails(connection -> {
            ProbeFrame.readUntil(connection, 'e');
            going.now(connection);
        });
    }

    @ParameterizedTest
    @EnumSource
    void exchange_is502_whenUpstreamGoesInsideItsFrame(Going going) {
        assertFails(connection -> {
            byte[] reply = ProbeFrame.readUntil(connection, 'e').answer('R', "answer");
            connection.send(Arrays.copyOf(reply, reply.length - 1));
            going.now(connection);
        });
    }

    @Test
    void response_isWhole_whenUpstreamEndsAfterItsFrame() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                    connection.send(end.answer('R', "answer")).fin();
                });
                TestGateway gateway = TestGateway.start(TestGateway.probe(upstream.endpoint()));
                TestClient client = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            assertThat(client.call().whole("POST", "/x", "body").text()).isEqualTo("answer");
        }
    }

    @ParameterizedTest
    @EnumSource
    void response_isCut_whenUpstreamGoesInsideAStreamedReply(Going going) throws Exception {
        Gate pieceSeen = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                    connection.send(end.answer('H', "200")).send(end.answer('D', "piece"));
                    connection.pass(pieceSeen);
                    going.now(connection);
                });
                TestGateway gateway = TestGateway.start(TestGateway.probe(upstream.endpoint()));
                TestClient client = TestClient.connect(Kind.H2C, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x");
            Waiting.until("a piece of the reply", () -> call.received() == 5);
            pieceSeen.open();

            assertThat(call.isCut()).isTrue();
            assertThat(client.isOpen()).isTrue();
            assertThat(gateway.ended("the exchange", e -> true).failure()).isEqualTo(Failure.UPSTREAM_CLOSED);
        }
    }

    // ---- what may be tried again ----

    /** A pooled connection that the upstream closed while idle: no byte of the next request was written, so it is safe. */
    @ParameterizedTest
    @EnumSource
    void exchange_isServed_whenItsPooledConnectionWasStale(Going going) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                        connection -> {
                            connection.send(
                                    ProbeFrame.readUntil(connection, 'e').answer('R', "first"));
                            going.now(connection);
                        },
                        UpstreamGoneIT::answer);
                TestGateway gateway =
                        TestGateway.start(TestGateway.probe(upstream.endpoint(), "probe: { body: whole }"));
                TestClient client = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            assertThat(client.call().whole("POST", "/x", "body").text()).isEqualTo("first");

            HttpCall next = client.call().whole("POST", "/x", "body");

            assertThat(next.text()).isEqualTo("answer");
            assertThat(upstream.connectionCount()).isEqualTo(2);
        }
    }

    /** Written, and nobody knows whether it was served: the client has to decide. */
    @Test
    void exchange_isNotTriedAgain_whenItsBytesWereWritten() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame.readUntil(connection, 'e');
                    connection.rst();
                });
                TestGateway gateway = TestGateway.start(
                        TestGateway.probe(upstream.endpoint(), "retry: { max: 3 }", "probe: { body: whole }"));
                TestClient client = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            assertThat(client.call().whole("POST", "/x", "body").status()).isEqualTo(502);

            ExchangeSummary summary = gateway.ended("the exchange", e -> true);
            assertThat(summary.attempts()).isEqualTo(1);
            assertThat(upstream.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void exchange_isTriedAgainWithTheWholeBody_whenTheRouteIsIdempotent() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                        UpstreamGoneIT::readAndReset, UpstreamGoneIT::readAndReset, connection -> {
                            ProbeFrame data = ProbeFrame.readUntil(connection, 'd');
                            ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                            connection.send(end.answer('R', data.text()));
                        });
                TestGateway gateway = TestGateway.start(TestGateway.probe(
                        upstream.endpoint(), "retry: { max: 2, idempotent: true }", "probe: { body: whole }"));
                TestClient client = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            assertThat(client.call().whole("POST", "/x", "the body").text()).isEqualTo("the body");

            assertThat(gateway.ended("the exchange", e -> true).attempts()).isEqualTo(3);
        }
    }

    @Test
    void exchange_fails_whenEveryAttemptDoes() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(UpstreamGoneIT::readAndReset);
                TestGateway gateway = TestGateway.start(TestGateway.probe(
                        upstream.endpoint(), "retry: { max: 2, idempotent: true }", "probe: { body: whole }"));
                TestClient client = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            assertThat(client.call().whole("POST", "/x", "body").status()).isEqualTo(502);

            assertThat(gateway.ended("the exchange", e -> true).attempts()).isEqualTo(3);
            assertThat(upstream.connectionCount()).isEqualTo(3);
        }
    }

    /** A streamed body is gone once it was handed on. */
    @Test
    void exchange_isNotTriedAgain_whenItsBodyIsStreamed() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(UpstreamGoneIT::readAndReset);
                TestGateway gateway = TestGateway.start(TestGateway.probe(
                        upstream.endpoint(), "retry: { max: 2, idempotent: true }", "probe: { body: streamed }"));
                TestClient client = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            assertThat(client.call().whole("POST", "/x", "body").status()).isEqualTo(502);

            assertThat(gateway.ended("the exchange", e -> true).attempts()).isEqualTo(1);
        }
    }

    private static void readAndReset(ScriptedConnection connection) throws Exception {
        ProbeFrame.readUntil(connection, 'e');
        connection.rst();
    }

    private static void assertFails(ScriptedUpstream.Script script) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(script, UpstreamGoneIT::answer);
                TestGateway gateway = TestGateway.start(TestGateway.probe(upstream.endpoint()));
                TestClient client = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            HttpCall failed = client.call().whole("POST", "/x", "body").await();

            assertThat(failed.status()).isEqualTo(502);
            assertThat(failed.text()).contains("\"code\":\"upstream_closed\"");
            assertThat(gateway.ended("the exchange", e -> true).failure()).isEqualTo(Failure.UPSTREAM_CLOSED);
            assertThat(client.call().whole("POST", "/x", "body").text()).isEqualTo("answer");
            Waiting.until(
                    "the lost connection to be forgotten",
                    () -> gateway.gateway()
                                    .clusters()
                                    .getFirst()
                                    .endpoints()
                                    .getFirst()
                                    .inFlight()
                            == 0);
        }
    }

    private static void answer(ScriptedConnection connection) throws Exception {
        try {
            while (true) {
                ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                connection.send(end.answer('R', "answer"));
            }
        } catch (EOFException closed) {
            // The gateway stops.
        }
    }
}
