package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.tcp.ConnectionEnd;
import dev.trestle.tcp.ConnectionSummary;
import dev.trestle.tcp.TcpStatus;
import dev.trestle.testkit.Gate;
import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Connections through a tcp listener, over real sockets on both sides. */
class TcpIT {
    @Test
    void bytes_passBothWays_andAreCounted() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                        connection -> connection.expect(bytes("hello")).send(bytes("world!")));
                TestGateway gateway = TestGateway.start(tcp("", upstream.endpoint()));
                Socket client = connect(gateway)) {
            client.getOutputStream().write(bytes("hello"));
            assertThat(client.getInputStream().readNBytes(6)).isEqualTo(bytes("world!"));
            Waiting.until("it is open", () -> status(gateway).open() == 1);
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);

            ConnectionSummary ended = gateway.connections(1).getFirst();
            assertThat(ended)
                    .returns(ConnectionEnd.CLOSED, ConnectionSummary::end)
                    .returns(5L, ConnectionSummary::bytesIn)
                    .returns(6L, ConnectionSummary::bytesOut)
                    .returns("web", ConnectionSummary::cluster)
                    .returns(upstream.endpoint(), ConnectionSummary::endpoint)
                    .returns("127.0.0.1:" + client.getLocalPort(), ConnectionSummary::peer);
            assertThat(ended.connectNanos()).isBetween(1L, ended.totalNanos());
            assertThat(status(gateway))
                    .isEqualTo(new TcpStatus(
                            "127.0.0.1:0", "web", 0, 1, 5, 6, java.util.Map.of(ConnectionEnd.CLOSED, 1L)));
        }
    }

    /** The peer that has said it sends no more still gets its answer, in both directions. */
    @Test
    void halfClose_isPassedOn_andTheOtherDirectionGoesOn() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                        connection -> connection.send(connection.readUntilEnd()).fin(),
                        connection -> connection.send(bytes("greeting")).fin().expect(bytes("late")));
                TestGateway gateway = TestGateway.start(tcp("", upstream.endpoint()))) {
            try (Socket first = connect(gateway)) {
                first.getOutputStream().write(bytes("question"));
                first.shutdownOutput();
                assertThat(first.getInputStream().readAllBytes()).isEqualTo(bytes("question"));
            }
            for (int i = 0; i < 20; i++) {
                try (Socket second = connect(gateway)) {
                    assertThat(second.getInputStream().readAllBytes()).isEqualTo(bytes("greeting"));
                    second.getOutputStream().write(bytes("late"));
                }
            }
            assertThat(gateway.connections(21))
                    .extracting(ConnectionSummary::end)
                    .containsOnly(ConnectionEnd.CLOSED);
        }
    }

    @Test
    void lastBytes_arrive_whenTheirSenderClosesAtOnce() throws Exception {
        byte[] much = Bulk.bytes(1 << 20, 7);
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                        connection -> connection.send(much).fin());
                TestGateway gateway = TestGateway.start(tcp("", upstream.endpoint()))) {
            for (int i = 0; i < 30; i++) {
                try (Socket client = connect(gateway)) {
                    client.shutdownOutput();
                    assertThat(client.getInputStream().readAllBytes()).isEqualTo(much);
                }
            }
        }
    }

    @Test
    void reset_isPassedOn_fromTheEndpoint() throws Exception {
        Gate gate = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                        connection -> connection.send(bytes("half")).pass(gate).rst());
                TestGateway gateway = TestGateway.start(tcp("", upstream.endpoint()));
                Socket client = connect(gateway)) {
            assertThat(client.getInputStream().readNBytes(4)).isEqualTo(bytes("half"));
            gate.open();

            assertThat(isReset(client)).isTrue();
            assertThat(gateway.connections(1))
                    .extracting(ConnectionSummary::end)
                    .containsExactly(ConnectionEnd.UPSTREAM_RESET);
        }
    }

    @Test
    void reset_isPassedOn_fromTheClient() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ScriptedConnection::neverAnswer);
                TestGateway gateway = TestGateway.start(tcp("", upstream.endpoint()))) {
            try (Socket client = connect(gateway)) {
                client.getOutputStream().write(bytes("half"));
                Waiting.until("it has come", () -> upstream.connection(0).received().length == 4);
                client.setSoLinger(true, 0);
            }
            Waiting.until("the reset", () -> upstream.connection(0).isPeerReset());
            assertThat(gateway.connections(1))
                    .extracting(ConnectionSummary::end)
                    .containsExactly(ConnectionEnd.CLIENT_RESET);
        }
    }

    /** Whoever does not read makes the other side wait, not the gateway hold what it sends. */
    @Test
    void sender_waits_whileNobodyReads() throws Exception {
        Gate gate = new Gate();
        byte[] much = Bulk.bytes(64 << 20, 3);
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                        connection -> connection.pass(gate).send(connection.readUntilEnd()));
                TestGateway gateway = TestGateway.start(tcp("", upstream.endpoint()));
                Socket client = connect(gateway)) {
            long before = Bulk.pooledBytes();
            CompletableFuture<Void> sent = Bulk.send(client, much);
            SlowPeersIT.awaitStandstill(
                    "the socket buffers to be full", () -> (int) status(gateway).bytesIn());

            assertThat(sent).isNotDone();
            assertThat(Bulk.pooledBytes() - before).isLessThan(8 << 20);
            gate.open();
            Waiting.until("the upstream answers", () -> status(gateway).bytesOut() > 0);
            SlowPeersIT.awaitStandstill(
                    "the socket buffers to be full", () -> (int) status(gateway).bytesOut());
            assertThat(Bulk.pooledBytes() - before).isLessThan(8 << 20);
            assertThat(Bulk.digest(client.getInputStream().readNBytes(much.length)))
                    .isEqualTo(Bulk.digest(much));
        }
    }

    @Test
    void bulk_arrivesWhole_bothWaysAtOnce() throws Exception {
        byte[] there = Bulk.bytes(64 << 20, 1);
        byte[] back = Bulk.bytes(64 << 20, 2);
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> Bulk.unchecked(() -> {
                        connection.send(back).fin();
                        return null;
                    }));
                    assertThat(Bulk.digest(connection.readUntilEnd())).isEqualTo(Bulk.digest(there));
                    sending.join();
                });
                TestGateway gateway = TestGateway.start(tcp("", upstream.endpoint()));
                Socket client = connect(gateway)) {
            CompletableFuture<Void> sent = Bulk.send(client, there);
            assertThat(Bulk.digest(client.getInputStream().readAllBytes())).isEqualTo(Bulk.digest(back));
            sent.join();
            assertThat(gateway.connections(1).getFirst())
                    .returns(ConnectionEnd.CLOSED, ConnectionSummary::end)
                    .returns((long) there.length, ConnectionSummary::bytesIn)
                    .returns((long) back.length, ConnectionSummary::bytesOut);
        }
    }

    @Test
    void client_isClosed_whenNoEndpointCanBeReached() throws Exception {
        String down = "127.0.0.1:" + unusedPort();
        try (TestGateway gateway = TestGateway.start(tcp("", down));
                Socket client = connect(gateway)) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(gateway.connections(1).getFirst())
                    .returns(ConnectionEnd.CONNECT_FAILED, ConnectionSummary::end)
                    .returns(down + ": connection refused", ConnectionSummary::detail);
            assertThat(gateway.gateway()
                            .clusters()
                            .getFirst()
                            .endpoints()
                            .getFirst()
                            .connectFailures())
                    .isEqualTo(1);
        }
    }

    @Test
    void nextEndpoint_isTaken_whenOneIsDown() throws Exception {
        String down = "127.0.0.1:" + unusedPort();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                        connection -> connection.send(connection.readUntilEnd()).fin());
                TestGateway gateway = TestGateway.start(tcp("", down, upstream.endpoint()))) {
            for (int i = 0; i < 4; i++) {
                try (Socket client = connect(gateway)) {
                    client.getOutputStream().write(bytes("x"));
                    client.shutdownOutput();
                    assertThat(client.getInputStream().readAllBytes()).isEqualTo(bytes("x"));
                }
            }
            assertThat(gateway.connections(4))
                    .extracting(ConnectionSummary::end)
                    .containsOnly(ConnectionEnd.CLOSED);
        }
    }

    @Test
    void connection_closes_whenNothingMoves() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ScriptedConnection::neverAnswer);
                TestGateway gateway = TestGateway.start(tcp(", idleTimeout: 50ms", upstream.endpoint()));
                Socket client = connect(gateway)) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(gateway.connections(1))
                    .extracting(ConnectionSummary::end)
                    .containsExactly(ConnectionEnd.IDLE);
            Waiting.until(
                    "the endpoint's is closed too", () -> upstream.connection(0).isPeerClosed());
        }
    }

    @Test
    void connection_isClosedAtOnce_beyondTheLimit() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                        connection -> connection.send(connection.readUntilEnd()).fin());
                TestGateway gateway = TestGateway.start(tcp(", maxConnections: 1", upstream.endpoint()))) {
            try (Socket first = connect(gateway)) {
                Waiting.until("it is open", () -> status(gateway).open() == 1);
                try (Socket second = connect(gateway)) {
                    assertThat(second.getInputStream().read()).isEqualTo(-1);
                }
                first.getOutputStream().write(bytes("x"));
                first.shutdownOutput();
                assertThat(first.getInputStream().readAllBytes()).isEqualTo(bytes("x"));
            }
            assertThat(gateway.connections(2))
                    .extracting(ConnectionSummary::end)
                    .containsExactly(ConnectionEnd.LIMIT, ConnectionEnd.CLOSED);
            try (Socket third = connect(gateway)) {
                third.getOutputStream().write(bytes("y"));
                third.shutdownOutput();
                assertThat(third.getInputStream().readAllBytes()).isEqualTo(bytes("y"));
            }
        }
    }

    @Test
    void openConnection_goesOn_whenItsClusterIsChanged() throws Exception {
        Gate gate = new Gate();
        try (ScriptedUpstream old = ScriptedUpstream.start(
                        connection -> connection.send(bytes("old")).pass(gate).send(bytes("still")));
                ScriptedUpstream fresh = ScriptedUpstream.start(connection -> connection.send(bytes("new")));
                TestGateway gateway = TestGateway.start(tcp("", old.endpoint()));
                Socket client = connect(gateway)) {
            assertThat(client.getInputStream().readNBytes(3)).isEqualTo(bytes("old"));
            assertThat(gateway.gateway().apply(gateway.load(tcp("", fresh.endpoint()))))
                    .isEmpty();
            try (Socket next = connect(gateway)) {
                assertThat(next.getInputStream().readNBytes(3)).isEqualTo(bytes("new"));
            }
            gate.open();
            assertThat(client.getInputStream().readNBytes(5)).isEqualTo(bytes("still"));
        }
    }

    @Test
    void newConnection_isClosed_whenTheListenerHasLeftTheConfiguration() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ScriptedConnection::neverAnswer);
                TestGateway gateway = TestGateway.start(tcp("", upstream.endpoint()))) {
            assertThat(gateway.gateway().apply(gateway.load("routes: []"))).isEmpty();
            try (Socket client = connect(gateway)) {
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(gateway.connections(1))
                    .extracting(ConnectionSummary::end)
                    .containsExactly(ConnectionEnd.NO_LISTENER);
        }
    }

    @Test
    void stop_letsConnectionsEnd_andClosesThemAfterTheDrainTimeout() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                        connection -> connection.send(connection.readUntilEnd()).fin(),
                        ScriptedConnection::neverAnswer);
                TestGateway gateway = TestGateway.start(tcp("", upstream.endpoint()), 1, Duration.ofMillis(500));
                Socket ending = connect(gateway);
                Socket staying = connectAfter(gateway, upstream, 1)) {
            upstream.connection(1);
            CompletableFuture<Void> stopped = gateway.stop();
            ending.getOutputStream().write(bytes("x"));
            ending.shutdownOutput();
            assertThat(ending.getInputStream().readAllBytes()).isEqualTo(bytes("x"));
            stopped.join();

            assertThat(staying.getInputStream().read()).isEqualTo(-1);
            assertThat(gateway.connections(2))
                    .extracting(ConnectionSummary::end)
                    .containsExactly(ConnectionEnd.CLOSED, ConnectionEnd.DRAINING);
        }
    }

    private static Socket connectAfter(TestGateway gateway, ScriptedUpstream upstream, int connections)
            throws IOException {
        Waiting.until("the earlier ones", () -> upstream.connectionCount() == connections);
        return connect(gateway);
    }

    private static TcpStatus status(TestGateway gateway) {
        List<TcpStatus> all = gateway.gateway().connections();
        return all.isEmpty() ? new TcpStatus("none", "none", 0, 0, 0, 0, java.util.Map.of()) : all.getFirst();
    }

    private static String tcp(String keys, String... endpoints) {
        return """
                listeners: [ { tcp: 0, host: 127.0.0.1, cluster: web%s } ]
                clusters: { web: { endpoints: ["%s"] } }
                routes: []
                """.formatted(keys, String.join("\", \"", endpoints));
    }

    private static Socket connect(TestGateway gateway) throws IOException {
        Socket socket = new Socket("127.0.0.1", gateway.port());
        socket.setSoTimeout((int) Waiting.BOUND.toMillis());
        return socket;
    }

    private static boolean isReset(Socket socket) {
        try {
            return socket.getInputStream().read() != -1;
        } catch (IOException reset) {
            return !(reset instanceof java.net.SocketTimeoutException);
        }
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
