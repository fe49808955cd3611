package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.filter.ClosedBy;
import dev.trestle.filter.FilterConnection;
import dev.trestle.filter.Flow;
import dev.trestle.filter.NetworkFilter;
import dev.trestle.filter.Rest;
import dev.trestle.tcp.ConnectionEnd;
import dev.trestle.tcp.ConnectionSummary;
import dev.trestle.testkit.Gate;
import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import io.netty.util.internal.ThreadExecutorMap;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Network filters between a client and its endpoint, over real sockets. */
class TcpFiltersIT {
    private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
    private final AtomicReference<FilterConnection> last = new AtomicReference<>();
    private final AtomicReference<Executor> loop = new AtomicReference<>();

    @Test
    void filters_seeWhatPasses_inTheirOrderAndInReverse() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                        connection -> connection.expect(bytes("ping")).send(bytes("pong")));
                TestGateway gateway = start(upstream, 2, (name, connection) -> new Listening(name, connection));
                Socket client = connect(gateway)) {
            client.getOutputStream().write(bytes("ping"));
            assertThat(client.getInputStream().readNBytes(4)).isEqualTo(bytes("pong"));
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            gateway.connections(1);

            assertThat(heard)
                    .containsSequence("0 connection", "1 connection", "0 down ping MORE", "1 down ping MORE")
                    .containsSequence("1 up pong MORE", "0 up pong MORE")
                    .containsSequence("0 down  END", "1 down  END")
                    .endsWith("0 PEER PEER", "0 closed", "1 PEER PEER", "1 closed");
        }
    }

    @Test
    void filter_knowsBothEnds_andTheEndpointsLabels() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> connection.send(bytes("hi")));
                TestGateway gateway = start(upstream, 1, (name, connection) -> new Listening(name, connection));
                Socket client = connect(gateway)) {
            assertThat(client.getInputStream().readNBytes(2)).isEqualTo(bytes("hi"));
            FilterConnection connection = last.get();
            assertThat(connection.info().source().getPort()).isEqualTo(client.getLocalPort());
            assertThat(connection.info().destination()).isEqualTo(new InetSocketAddress("127.0.0.1", gateway.port()));
            assertThat(connection.cluster()).isEqualTo("web");
            assertThat(connection.upstream().address().getPort()).isEqualTo(upstream.port());
            assertThat(connection.upstream().labels()).isEqualTo(Map.of("location", "berlin"));
        }
    }

    @Test
    void connection_waitsForItsFilter_withoutAnEndpoint() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> connection.send(connection.read(4)));
                TestGateway gateway = start(upstream, 2, (name, connection) -> new Listening(name, connection) {
                    @Override
                    public Flow onConnection() {
                        super.onConnection();
                        return name.equals("0") ? Flow.PAUSE : Flow.CONTINUE;
                    }
                });
                Socket client = connect(gateway)) {
            client.getOutputStream().write(bytes("ping"));
            Waiting.until("the filter was asked", () -> heard.contains("0 connection"));
            assertThat(upstream.connectionCount()).isZero();
            assertThat(heard).containsExactly("0 connection");
            resumeDownstream();

            assertThat(client.getInputStream().readNBytes(4)).isEqualTo(bytes("ping"));
            assertThat(heard).containsSequence("0 connection", "1 connection", "0 down ping MORE");
        }
    }

    /** A protocol's first line decides before there is an endpoint. */
    @Test
    void filter_gathersAndChanges_whatItHolds() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                        connection -> connection.expect(bytes("HELLO")).send(bytes("ok")));
                TestGateway gateway = start(upstream, 1, (name, connection) -> new NetworkFilter() {
                    @Override
                    public Flow onConnection() {
                        return Flow.GATHER;
                    }

                    @Override
                    public Flow onDownstreamData(Rest rest) {
                        var data = connection.fromDownstream().data();
                        if (data.size() < 5) {
                            heard.add("held " + data.size());
                            return Flow.GATHER;
                        }
                        data.splice(0, 5, bytes("HELLO"));
                        return Flow.CONTINUE;
                    }
                });
                Socket client = connect(gateway)) {
            client.getOutputStream().write(bytes("he"));
            Waiting.until("the filter has it", () -> heard.contains("held 2"));
            assertThat(upstream.connectionCount()).isZero();
            client.getOutputStream().write(bytes("llo"));
            assertThat(client.getInputStream().readNBytes(2)).isEqualTo(bytes("ok"));
        }
    }

    @Test
    void memory_isBounded_whileAFilterHolds_andAllArrivesAfterwards() throws Exception {
        byte[] much = Bulk.bytes(32 << 20, 5);
        Gate gate = new Gate();
        AtomicBoolean open = new AtomicBoolean();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    assertThat(Bulk.digest(connection.readUntilEnd())).isEqualTo(Bulk.digest(much));
                    connection.send(bytes("all"));
                });
                TestGateway gateway = start(upstream, 1, (name, connection) -> new Listening(name, connection) {
                    @Override
                    public Flow onDownstreamData(Rest rest) {
                        gate.open();
                        return open.get() ? Flow.CONTINUE : Flow.PAUSE;
                    }
                });
                Socket client = connect(gateway)) {
            CompletableFuture<Void> sent = Bulk.send(client, much);
            gate.pass();
            SlowPeersIT.awaitStandstill("the client to be stopped", () ->
                    (int) gateway.gateway().connections().getFirst().bytesIn());
            assertThat(gateway.gateway().connections().getFirst().bytesIn()).isLessThan(8 << 20);
            open.set(true);
            resumeDownstream();

            assertThat(client.getInputStream().readNBytes(3)).isEqualTo(bytes("all"));
            sent.join();
        }
    }

    @Test
    void connectionAlone_isClosed_whenItsFilterFails() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                        connection -> connection.send(connection.readUntilEnd()).fin());
                TestGateway gateway = start(upstream, 1, (name, connection) -> new Listening(name, connection) {
                    @Override
                    public Flow onDownstreamData(Rest rest) {
                        if (connection.fromDownstream().data().size() == 3) {
                            throw new IllegalStateException("asked to fail");
                        }
                        return Flow.CONTINUE;
                    }
                });
                Socket good = connect(gateway)) {
            try (Socket bad = connect(gateway)) {
                bad.getOutputStream().write(bytes("bad"));
                assertThat(bad.getInputStream().read()).isEqualTo(-1);
            }
            good.getOutputStream().write(bytes("good"));
            good.shutdownOutput();
            assertThat(good.getInputStream().readAllBytes()).isEqualTo(bytes("good"));
            assertThat(gateway.connections(2))
                    .extracting(ConnectionSummary::end)
                    .containsExactly(ConnectionEnd.FILTER_FAILED, ConnectionEnd.CLOSED);
            assertThat(heard).contains("0 GATEWAY GATEWAY", "0 PEER PEER");
        }
    }

    @Test
    void filter_closesTheConnection_onceWhatPassedHasLeft() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ScriptedConnection::neverAnswer);
                TestGateway gateway = start(upstream, 1, (name, connection) -> new Listening(name, connection) {
                    @Override
                    public Flow onDownstreamData(Rest rest) {
                        connection.fromDownstream().close();
                        return Flow.CONTINUE;
                    }
                });
                Socket client = connect(gateway)) {
            client.getOutputStream().write(bytes("bye"));
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            Waiting.until(
                    "the endpoint's is closed", () -> upstream.connection(0).isPeerClosed());
            assertThat(upstream.connection(0).received()).isEqualTo(bytes("bye"));
            assertThat(gateway.connections(1))
                    .extracting(ConnectionSummary::end)
                    .containsExactly(ConnectionEnd.FILTER_CLOSED);
        }
    }

    @Test
    void filters_areClosed_whenTheirLastConnectionHasEnded() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ScriptedConnection::neverAnswer)) {
            TcpFilterFactory factory = new TcpFilterFactory((name, connection) -> new NetworkFilter() {});
            try (TestGateway gateway = TestGateway.start(yaml(upstream, 1), factory)) {
                try (Socket client = connect(gateway)) {
                    upstream.connection(0);
                    assertThat(gateway.gateway().apply(gateway.load(yaml(upstream, 2))))
                            .isEmpty();
                    assertThat(factory.open).hasValue(3);
                    assertThat(client.isConnected()).isTrue();
                }
                Waiting.until("the first configuration's is closed", () -> factory.open.get() == 2);
            }
            assertThat(factory.open).hasValue(0);
        }
    }

    private void resumeDownstream() {
        CompletableFuture.runAsync(() -> last.get().fromDownstream().resume(), loop.get())
                .join();
    }

    private static TestGateway start(ScriptedUpstream upstream, int filters, TcpFilterFactory.Connections connections) {
        return TestGateway.start(yaml(upstream, filters), new TcpFilterFactory(connections));
    }

    private static String yaml(ScriptedUpstream upstream, int filters) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < filters; i++) {
            list.append(i == 0 ? "" : ", ")
                    .append("{probe: {name: \"")
                    .append(i)
                    .append("\"}}");
        }
        return """
                listeners: [ { tcp: 0, host: 127.0.0.1, cluster: web, filters: [%s] } ]
                clusters: { web: { endpoints: [{ address: "%s", labels: { location: berlin } }] } }
                routes: []
                """.formatted(list, upstream.endpoint());
    }

    private static Socket connect(TestGateway gateway) throws Exception {
        Socket socket = new Socket("127.0.0.1", gateway.port());
        socket.setSoTimeout((int) Waiting.BOUND.toMillis());
        return socket;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Says what it hears. */
    private class Listening implements NetworkFilter {
        private final String name;
        private final FilterConnection connection;
        private String closed = "";

        Listening(String name, FilterConnection connection) {
            this.name = name;
            this.connection = connection;
            last.compareAndSet(null, connection);
            loop.set(ThreadExecutorMap.currentExecutor());
        }

        @Override
        public Flow onConnection() {
            heard.add(name + " connection");
            return Flow.CONTINUE;
        }

        @Override
        public Flow onDownstreamData(Rest rest) {
            heard.add(name + " down " + text(connection.fromDownstream()) + " " + rest);
            return Flow.CONTINUE;
        }

        @Override
        public Flow onUpstreamData(Rest rest) {
            heard.add(name + " up " + text(connection.fromUpstream()) + " " + rest);
            return Flow.CONTINUE;
        }

        private static String text(FilterConnection.Stream stream) {
            return new String(stream.data().copy(0, stream.data().size()), StandardCharsets.UTF_8);
        }

        @Override
        public void onDownstreamClose(ClosedBy by) {
            closed = by.name();
        }

        @Override
        public void onUpstreamClose(ClosedBy by) {
            closed += " " + by.name();
        }

        @Override
        public void close() {
            heard.addAll(List.of(name + " " + closed, name + " closed"));
        }
    }
}
