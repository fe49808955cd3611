package dev.trestle.upstream;

import static dev.trestle.upstream.BlockProtocol.control;
import static dev.trestle.upstream.BlockProtocol.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Failure;
import dev.trestle.testkit.Gate;
import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import dev.trestle.upstream.ClusterStatus.EndpointStatus;
import dev.trestle.upstream.UpstreamListener.UpstreamFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamIT {
    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void sharedConnection_takesNoMoreExchanges_whileItsPeerDoesNotRead() throws Exception {
        Gate gate = new Gate();
        try (ScriptedUpstream upstream =
                ScriptedUpstream.start(connection -> connection.pass(gate), connection -> answerForever(connection))) {
            Cluster cluster = bench.cluster(BlockProtocol.SHARED, "", upstream.endpoint());
            Call stuck = Call.startRaw(cluster, bench.loop(), new byte[16 << 20]);
            Waiting.until("the first has a connection", stuck::isAcquired);

            assertThat(bench.call(cluster, "second").reply()).isEqualTo(bytes("second"));
            assertThat(upstream.connectionCount()).isEqualTo(2);
            stuck.abandon();
            gate.open();
        }
    }

    @Test
    void sharedConnection_isReplaced_whenAnExchangeIsGivenUpWhileItsPeerDoesNotRead() throws Exception {
        Gate gate = new Gate();
        try (ScriptedUpstream upstream =
                ScriptedUpstream.start(connection -> connection.pass(gate), connection -> answerForever(connection))) {
            Cluster cluster = bench.cluster(BlockProtocol.SHARED, "maxConnectionsPerEndpoint: 1", upstream.endpoint());
            Call stuck = Call.startRaw(cluster, bench.loop(), new byte[16 << 20]);
            Waiting.until("the first has a connection", stuck::isAcquired);
            Call waiting = bench.call(cluster, "second");
            stuck.abandon();

            assertThat(waiting.reply()).isEqualTo(bytes("second"));
            gate.open();
        }
    }

    @ParameterizedTest
    @ValueSource(
            bytes = {
                BlockProtocol.EMPTY_FRAME,
                BlockProtocol.ENDLESS_FRAME,
                BlockProtocol.NEGATIVE_FRAME,
                BlockProtocol.THROWS,
                BlockProtocol.MALFORMED
            })
    void exchange_isMalformed_whenItsWireThrowsOrLies(byte first) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                connection -> {
                    frameOf(connection);
                    connection.send(first, (byte) 1, (byte) 2).neverAnswer();
                },
                connection -> answerForever(connection))) {
            Cluster cluster = bench.cluster(BlockProtocol.SHARED, "", upstream.endpoint());

            assertThat(bench.call(cluster, "a").failure().failure()).isEqualTo(Failure.UPSTREAM_MALFORMED);
            assertThat(bench.call(cluster, "b").reply()).isEqualTo(bytes("b"));
        }
    }

    @Test
    void exchange_waitsInLittleMemory_whenTheFrameClaimsTwoGigabytes() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
            frameOf(connection);
            connection
                    .send(BlockProtocol.HUGE_WISH)
                    .send(new byte[1000])
                    .send(new byte[1000])
                    .fin();
        })) {
            Cluster cluster = bench.cluster(BlockProtocol.SHARED, "", upstream.endpoint());

            assertThat(bench.call(cluster, "a").failure().failure()).isEqualTo(Failure.UPSTREAM_MALFORMED);
        }
    }

    @Test
    void acquire_waitsForTheFirstEndpoints_whenTheirNamesTakeTime() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> answerForever(connection))) {
            HandFed source = new HandFed();
            Cluster cluster = bench.cluster(BlockProtocol.SHARED, "", source);
            Call early = bench.call(cluster, "early");
            Waiting.until("it waits", () -> cluster.status().pending() == 1);
            source.set(upstream.endpoint());

            assertThat(early.reply()).isEqualTo(bytes("early"));
            assertThat(cluster.status().pending()).isZero();
        }
    }

    @Test
    void acquire_failsInTime_whenNoEndpointIsEverTold() throws Exception {
        Cluster cluster = bench.cluster(BlockProtocol.SHARED, "acquireTimeout: 50ms", new HandFed());

        assertThat(bench.call(cluster, "early").failure().failure().status()).isEqualTo(503);
        assertThat(cluster.status().pending()).isZero();
    }

    @Test
    void acquire_isNoEndpoint_whenNoNameResolves() throws Exception {
        HandFed source = new HandFed();
        source.set(new EndpointSet(List.of(), false));
        Cluster cluster = bench.cluster(BlockProtocol.SHARED, "", source);
        UpstreamFailure failure = bench.call(cluster, "x").failure();

        assertThat(failure.failure()).isEqualTo(Failure.NO_ENDPOINT);
        assertThat(failure.detail()).contains("none of its names resolves");
    }

    @Test
    void exchange_goesElsewhere_whenItsEndpointRefuses() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> answerForever(connection))) {
            Cluster cluster = bench.cluster(
                    BlockProtocol.EXCLUSIVE, "minBackoff: 1m, maxBackoff: 1m", nobody(), nobody(), upstream.endpoint());
            for (int i = 0; i < 10; i++) {
                assertThat(bench.call(cluster, "x" + i).reply()).isEqualTo(bytes("x" + i));
            }
            assertThat(cluster.status().endpoints())
                    .extracting(EndpointStatus::state)
                    .containsExactly("backoff", "backoff", "up");
            assertThat(cluster.status().endpoints())
                    .extracting(EndpointStatus::connectFailures)
                    .containsExactly(1L, 1L, 0L);
        }
    }

    @Test
    void backoff_countsOnce_whenConnectsUnderWayTogetherFail() throws Exception {
        Cluster cluster = bench.cluster(BlockProtocol.EXCLUSIVE, "minBackoff: 1m, maxBackoff: 10m", nobody());
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            calls.add(bench.call(cluster, "x"));
        }
        for (Call each : calls) {
            assertThat(each.failure().failure()).isEqualTo(Failure.CONNECT_FAILED);
            assertThat(each.failure().detail()).contains("connection refused");
        }
        assertThat(cluster.status().endpoints().getFirst().connecting()).isZero();
    }

    @Test
    void endpoint_servesAgain_whenItIsBack() throws Exception {
        String address = nobody();
        Cluster cluster = bench.cluster(BlockProtocol.EXCLUSIVE, "minBackoff: 10ms, maxBackoff: 20ms", address);
        assertThat(bench.call(cluster, "down").failure().failure()).isEqualTo(Failure.CONNECT_FAILED);
        int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        try (ServerSocket server = new ServerSocket(port, 10, InetAddress.getLoopbackAddress())) {
            Call[] through = new Call[1];
            Waiting.until("a call comes through", () -> {
                Call call = bench.call(cluster, "up");
                Waiting.until("it is over or accepted", () -> call.isOver() || call.isAcquired());
                through[0] = call;
                return call.isAcquired();
            });
            assertThat(cluster.status().endpoints().getFirst().state()).isEqualTo("up");
            try (Socket accepted = server.accept()) {
                byte[] asked = accepted.getInputStream().readNBytes(frame(1, (byte) 0, (byte) 0).length);
                accepted.getOutputStream().write(asked);
                assertThat(through[0].reply()).asString(StandardCharsets.UTF_8).isEqualTo("up");
            }
        }
    }

    @Test
    void exchange_isServed_whenNoneMayWaitAndAConnectionIsOnItsWay() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> connection.neverAnswer())) {
            Cluster cluster = bench.cluster(
                    BlockProtocol.EXCLUSIVE,
                    "maxConnectionsPerEndpoint: 1, maxPendingAcquires: 0",
                    upstream.endpoint());
            Call first = bench.call(cluster, "first");
            Waiting.until("it has the connection", first::isAcquired);

            assertThat(bench.call(cluster, "second").failure().failure()).isEqualTo(Failure.POOL_EXHAUSTED);
        }
    }

    @Test
    void waiter_leavesTheQueue_whenItsTimeIsUpOrItGivesUp() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> connection.neverAnswer())) {
            Cluster cluster = bench.cluster(
                    BlockProtocol.EXCLUSIVE,
                    "maxConnectionsPerEndpoint: 1, acquireTimeout: 100ms",
                    upstream.endpoint());
            Call first = bench.call(cluster, "first");
            Call late = bench.call(cluster, "late");
            Call given = bench.call(cluster, "given up");
            given.abandon();

            assertThat(late.failure().failure()).isEqualTo(Failure.POOL_EXHAUSTED);
            assertThat(given.failure().failure()).isEqualTo(Failure.CLIENT_CLOSED);
            assertThat(cluster.status().pending()).isZero();
            assertThat(first.isOver()).isFalse();
        }
    }

    @Test
    void login_failsWithinConnectTimeout_whenItIsNeverAnswered() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> connection.neverAnswer())) {
            Cluster cluster =
                    bench.cluster(BlockProtocol.EXCLUSIVE.withLogin(), "connectTimeout: 50ms", upstream.endpoint());
            UpstreamFailure failure = bench.call(cluster, "x").failure();

            assertThat(failure.failure()).isEqualTo(Failure.CONNECT_FAILED);
            assertThat(failure.detail()).contains("not ready within 50 ms");
            assertThat(failure.nothingWritten()).isTrue();
        }
    }

    @Test
    void login_saysWhy_whenTheUpstreamClosesInstead() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ScriptedConnection::fin)) {
            Cluster cluster = bench.cluster(BlockProtocol.EXCLUSIVE.withLogin(), "", upstream.endpoint());
            UpstreamFailure failure = bench.call(cluster, "x").failure();

            assertThat(failure.failure()).isEqualTo(Failure.CONNECT_FAILED);
            assertThat(failure.detail()).contains("the upstream closed");
        }
    }

    @Test
    void exchange_startsAfterTheLogin_whenThereIsOne() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
            connection.send(control('R'));
            answerForever(connection);
        })) {
            Cluster cluster = bench.cluster(BlockProtocol.SHARED.withLogin(), "", upstream.endpoint());

            assertThat(bench.call(cluster, "x").reply()).isEqualTo(bytes("x"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void connection_goesIdle_howeverOftenItBeats(boolean shared) throws Exception {
        BlockProtocol protocol = shared ? BlockProtocol.SHARED : BlockProtocol.EXCLUSIVE;
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> answerForever(connection))) {
            Cluster cluster = bench.cluster(
                    protocol.withHeartbeat(Duration.ofMillis(20)), "idleTimeout: 300ms", upstream.endpoint());
            assertThat(bench.call(cluster, "x").reply()).isEqualTo(bytes("x"));

            Waiting.until("it is closed", () -> upstream.connection(0).isPeerClosed());
            assertThat(new String(upstream.connection(0).received(), StandardCharsets.US_ASCII))
                    .contains("p");
            assertThat(cluster.status().endpoints().getFirst().idle()).isZero();
        }
    }

    @Test
    void connection_isLeftAlone_whileOneExchangeHasItForItself() throws Exception {
        Gate gate = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                connection -> {
                    byte[] asked = frameOf(connection);
                    connection.pass(gate).send(asked);
                    answerForever(connection);
                },
                connection -> answerForever(connection))) {
            Cluster cluster = bench.cluster(
                    BlockProtocol.EXCLUSIVE.withHeartbeat(Duration.ofMillis(10)), "", upstream.endpoint());
            Call slow = bench.call(cluster, "slow");
            Waiting.until(
                    "it is with the upstream", () -> upstream.connection(0).received().length == 6);
            bench.call(cluster, "other").reply();
            Waiting.until(
                    "the other connection beats", () -> upstream.connection(1).received().length > 20);

            assertThat(upstream.connection(0).received()).hasSize(6);
            gate.open();
            assertThat(slow.reply()).isEqualTo(bytes("slow"));
        }
    }

    @Test
    void connection_isGivenUp_whenItsHeartbeatsAreNotAnswered() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> connection.neverAnswer())) {
            Cluster cluster =
                    bench.cluster(BlockProtocol.SHARED.withHeartbeat(Duration.ofMillis(20)), "", upstream.endpoint());
            UpstreamFailure failure = bench.call(cluster, "x").failure();

            assertThat(failure.failure()).isEqualTo(Failure.UPSTREAM_CLOSED);
            assertThat(failure.detail()).contains("heartbeats");
        }
    }

    @Test
    void connection_isGivenUp_whenRequestsFlowButNothingEverComesBack() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> connection.neverAnswer())) {
            Cluster cluster = bench.cluster(
                    BlockProtocol.SHARED.withIds(1 << 20).withHeartbeat(Duration.ofMillis(20)),
                    "",
                    upstream.endpoint());
            Call first = bench.call(cluster, "x");
            Waiting.until("the connection is given up", () -> {
                bench.call(cluster, "y");
                return first.isOver();
            });

            assertThat(first.failure().detail()).contains("heartbeats");
        }
    }

    @Test
    void connection_endsItsExchangesAndTakesNoMore_whenTheUpstreamDrainsIt() throws Exception {
        Gate gate = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                connection -> {
                    byte[] asked = frameOf(connection);
                    connection.send(control('D')).pass(gate).send(asked);
                },
                connection -> answerForever(connection))) {
            Cluster cluster = bench.cluster(BlockProtocol.SHARED, "", upstream.endpoint());
            Call before = bench.call(cluster, "before");
            Waiting.until(
                    "it drains", () -> cluster.status().endpoints().getFirst().draining() == 1);

            assertThat(bench.call(cluster, "after").reply()).isEqualTo(bytes("after"));
            assertThat(upstream.connectionCount()).isEqualTo(2);
            gate.open();
            assertThat(before.reply()).isEqualTo(bytes("before"));
            Waiting.until("it is closed", () -> upstream.connection(0).isPeerClosed());
        }
    }

    @Test
    void exchanges_goToTheNewEndpoint_whenANameChangesAndTheOldOneIsLetFinish() throws Exception {
        Gate gate = new Gate();
        try (ScriptedUpstream old = ScriptedUpstream.start(connection -> {
                    byte[] asked = frameOf(connection);
                    connection.pass(gate).send(asked);
                });
                ScriptedUpstream fresh = ScriptedUpstream.start(connection -> answerForever(connection))) {
            HandFed source = new HandFed();
            source.set(old.endpoint());
            Cluster cluster = bench.cluster(BlockProtocol.SHARED, "", source);
            Call before = bench.call(cluster, "before");
            assertThat(before.endpoint()).isEqualTo(old.endpoint());
            source.set(fresh.endpoint());

            assertThat(bench.call(cluster, "after").endpoint()).isEqualTo(fresh.endpoint());
            assertThat(cluster.status().endpoints())
                    .extracting(EndpointStatus::state)
                    .containsExactly("up", "leaving");
            gate.open();
            assertThat(before.reply()).isEqualTo(bytes("before"));
            Waiting.until(
                    "the old endpoint has left",
                    () -> cluster.status().endpoints().size() == 1);
            Waiting.until("its connection is closed", () -> old.connection(0).isPeerClosed());
            assertThat(old.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void connection_stays_whenOnlyTheWeightOfItsEndpointChanges() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> answerForever(connection))) {
            HandFed source = new HandFed();
            source.set(upstream.endpoint());
            Cluster cluster = bench.cluster(BlockProtocol.SHARED, "", source);
            bench.call(cluster, "a").reply();
            source.setWeight(7, upstream.endpoint());
            Waiting.until(
                    "the weight is known",
                    () -> cluster.status().endpoints().getFirst().weight() == 7);
            bench.call(cluster, "b").reply();

            assertThat(upstream.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void ids_skipThoseInUse_whenTheProtocolHasFew() throws Exception {
        Gate gate = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
            byte[] held = frameOf(connection);
            for (int i = 0; i < 6; i++) {
                connection.send(frameOf(connection));
            }
            connection.pass(gate).send(held).neverAnswer();
        })) {
            Cluster cluster =
                    bench.cluster(BlockProtocol.SHARED.withIds(3), "maxConnectionsPerEndpoint: 1", upstream.endpoint());
            Call held = bench.call(cluster, "held");
            Waiting.until("it is out", held::isAcquired);
            for (int i = 0; i < 6; i++) {
                Call other = bench.call(cluster, "x" + i);
                assertThat(other.reply()).isEqualTo(bytes("x" + i));
                assertThat(other.id()).isNotEqualTo(held.id());
            }
            gate.open();
            assertThat(held.reply()).isEqualTo(bytes("held"));
        }
    }

    @Test
    void exchange_isRefused_whenItsClusterIsClosed() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> connection.neverAnswer())) {
            Cluster cluster = bench.cluster(BlockProtocol.SHARED, "", upstream.endpoint());
            Call held = bench.call(cluster, "held");
            Waiting.until("it is out", held::isAcquired);
            cluster.close(Duration.ofMillis(50));

            assertThat(bench.call(cluster, "late").failure().failure()).isEqualTo(Failure.DRAINING);
            assertThat(held.failure().failure()).isEqualTo(Failure.UPSTREAM_CLOSED);
            Waiting.until("all is closed", () -> cluster.status().endpoints().isEmpty());
        }
    }

    private static String nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    static byte[] frameOf(ScriptedConnection connection) throws IOException {
        byte[] length = connection.read(1);
        byte[] rest = connection.read(length[0] & 0xff);
        byte[] frame = new byte[rest.length + 1];
        frame[0] = length[0];
        System.arraycopy(rest, 0, frame, 1, rest.length);
        return frame;
    }

    static void answerForever(ScriptedConnection connection) throws IOException {
        while (!connection.isPeerClosed()) {
            byte[] asked;
            try {
                asked = frameOf(connection);
            } catch (java.io.EOFException end) {
                return;
            }
            connection.send(asked[1] == 0 ? frame(0, (byte) 'P') : asked);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
