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
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Configurations and gateways come and go; what is in flight does not notice. */
class ReloadIT {
    @Test
    void connections_surviveAReload_whenTheirClusterIsUnchanged() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ReloadIT::answer);
                TestGateway gateway = TestGateway.start(TestGateway.probe(upstream.endpoint()));
                TestClient client = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            assertThat(client.call().bare("GET", "/x").text()).isEqualTo("answer");
            String moved = TestGateway.probe(upstream.endpoint()).replace("path: /x", "path: /y");
            assertThat(gateway.gateway().apply(gateway.load(moved))).isEmpty();

            assertThat(client.call().bare("GET", "/x").status()).isEqualTo(404);
            assertThat(client.call().bare("GET", "/y").text()).isEqualTo("answer");
            assertThat(upstream.connectionCount()).isEqualTo(1);
            assertThat(upstream.connection(0).isPeerClosed()).isFalse();
        }
    }

    @Test
    void exchange_endsOnItsOldConnection_whichThenCloses_whenTheClusterChanges() throws Exception {
        Gate answer = new Gate();
        Gate seen = new Gate();
        try (ScriptedUpstream old = ScriptedUpstream.start(connection -> {
                    ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                    seen.open();
                    connection.pass(answer).send(end.answer('R', "old"));
                });
                ScriptedUpstream fresh = ScriptedUpstream.start(ReloadIT::answer);
                TestGateway gateway = TestGateway.start(TestGateway.probe(old.endpoint()));
                TestClient first = TestClient.connect(Kind.HTTP_1_1, gateway.port());
                TestClient second = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            HttpCall inFlight = first.call().bare("GET", "/x");
            seen.pass();
            assertThat(gateway.gateway().apply(gateway.load(TestGateway.probe(fresh.endpoint()))))
                    .isEmpty();

            assertThat(second.call().bare("GET", "/x").text()).isEqualTo("answer");
            assertThat(old.connection(0).isPeerClosed()).isFalse();
            answer.open();
            assertThat(inFlight.text()).isEqualTo("old");
            Waiting.until("the old connection to close", () -> old.connection(0).isPeerClosed());
            assertThat(old.connectionCount()).isEqualTo(1);
        }
    }

    /** Its cluster stays while the one that came in between, with a cluster of its own, retires before it. */
    @Test
    void exchange_isAnswered_whenItIsOlderThanTwoChanges() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ReloadIT::answer);
                ScriptedUpstream extra = ScriptedUpstream.start(ReloadIT::answer);
                ScriptedUpstream fresh = ScriptedUpstream.start(ReloadIT::answer);
                TestGateway gateway =
                        TestGateway.start(TestGateway.probe(upstream.endpoint(), "probe: { body: whole }"));
                RawConnection slow = new RawConnection(gateway.port());
                TestClient other = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            slow.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\nhalf");
            // It counts as in flight before it holds its configuration; what it sends upstream it sends after that.
            upstream.connection(0);
            String between = TestGateway.probe(upstream.endpoint(), "probe: { body: whole }")
                    .replace(
                            "routes:",
                            "  extra: { endpoints: [\"" + extra.endpoint() + "\"], wire: { probe: {} } }\nroutes:\n"
                                    + "  - { id: y, match: { path: /y }, cluster: extra, probe: {} }");
            assertThat(gateway.gateway().apply(gateway.load(between))).isEmpty();
            assertThat(other.call().bare("GET", "/y").text()).isEqualTo("answer");
            assertThat(gateway.gateway().apply(gateway.load(TestGateway.probe(fresh.endpoint()))))
                    .isEmpty();
            Waiting.until(
                    "what came in between has retired",
                    () -> extra.connection(0).isPeerClosed());
            slow.send("half");

            assertThat(slow.response()).startsWith("HTTP/1.1 200").endsWith("answer");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void exchange_isAnswered_whenTheGatewayStops(Kind kind) throws Exception {
        Gate answer = new Gate();
        Gate seen = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                    seen.open();
                    connection.pass(answer).send(end.answer('R', "answer"));
                });
                TestGateway gateway = TestGateway.start(TestGateway.probe(upstream.endpoint()));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x");
            seen.pass();
            int port = gateway.port();
            CompletableFuture<Void> stopped = gateway.stop();
            Waiting.until("no more connections", () -> refuses(port));
            assertThat(stopped).isNotDone();
            answer.open();

            assertThat(call.text()).isEqualTo("answer");
            if (kind == Kind.HTTP_1_1) {
                assertThat(call.header("connection")).isEqualTo("close");
            }
            stopped.join();
            Waiting.until("the client's connection to close", () -> !client.isOpen());
        }
    }

    /** Its exchange lasts until the client has all of it, and the stop as long. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void largeReply_isWhole_whenTheGatewayStopsWhileTheClientReads(Kind kind) {
        int bytes = 16 << 20;
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                    for (int sent = 0; sent < bytes; sent += 1 << 20) {
                        connection.send(ProbeFrame.bytes('G', end.id(), new byte[1 << 20]));
                    }
                    connection.send(ProbeFrame.bytes('R', end.id()));
                });
                TestGateway gateway =
                        TestGateway.start(TestGateway.probe(upstream.endpoint(), "timeout: 20s", "probe: {}"));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x");
            call.status();
            call.reading(false);
            int port = gateway.port();
            CompletableFuture<Void> stopped = gateway.stop();
            Waiting.until("no more connections", () -> refuses(port));
            call.reading(true);

            assertThat(call.await().received()).isEqualTo(bytes);
            stopped.join();
        }
    }

    /** Replies that are too small to be streamed have ended their exchange before the client has them. */
    @Test
    void everyReplyBegun_isWhole_whenTheGatewayStopsWhileTheClientReadsNothing() throws Exception {
        String body = "a".repeat(60_000);
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    try {
                        while (true) {
                            ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                            connection.send(end.answer('R', body));
                        }
                    } catch (EOFException closed) {
                        // The gateway stops.
                    }
                });
                TestGateway gateway = TestGateway.start(TestGateway.probe(upstream.endpoint()));
                RawConnection client = new RawConnection(gateway.port())) {
            client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n".repeat(400));
            SlowPeersIT.awaitStandstill("the client's buffers to be full", gateway::endedCount);
            int port = gateway.port();
            CompletableFuture<Void> stopped = gateway.stop();
            Waiting.until("no more connections", () -> refuses(port));
            String[] replies = client.rest().split("HTTP/1.1 200 OK\r\n");

            assertThat(replies).hasSizeBetween(3, 400);
            for (int i = 1; i < replies.length; i++) {
                assertThat(replies[i]).endsWith("\r\n\r\n" + body);
            }
            stopped.join();
        }
    }

    @Test
    void stop_ends_whenAnExchangeDoesNot() throws Exception {
        Gate seen = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame.readUntil(connection, 'e');
                    seen.open();
                });
                TestGateway gateway =
                        TestGateway.start(TestGateway.probe(upstream.endpoint()), 1, Duration.ofMillis(100));
                TestClient client = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x");
            seen.pass();
            gateway.stop().join();

            assertThat(call.isCut()).isTrue();
            assertThat(gateway.gateway().inFlight()).isZero();
            ExchangeSummary cut = gateway.ended("the exchange", ended -> true);
            assertThat(cut.failure()).isEqualTo(Failure.DRAINING);
            assertThat(cut.status()).isEqualTo(503);
        }
    }

    private static boolean refuses(int port) {
        try {
            new RawConnection(port).close();
            return false;
        } catch (IOException refused) {
            return true;
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
