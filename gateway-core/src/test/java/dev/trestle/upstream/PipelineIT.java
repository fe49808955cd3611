package dev.trestle.upstream;

import static dev.trestle.upstream.BlockProtocol.control;
import static dev.trestle.upstream.BlockProtocol.frame;
import static dev.trestle.upstream.UpstreamIT.answerForever;
import static dev.trestle.upstream.UpstreamIT.bytes;
import static dev.trestle.upstream.UpstreamIT.frameOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Failure;
import dev.trestle.testkit.Gate;
import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections whose replies come in the order of the requests. */
class PipelineIT {
    private static final String ONE = "maxConnectionsPerEndpoint: 1";

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void replies_goToTheirRequests_whenManyWaitOnOneConnection() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(PipelineIT::answerInFours)) {
            Cluster cluster = bench.cluster(BlockProtocol.IN_ORDER, ONE, upstream.endpoint());
            List<Call> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                calls.add(bench.call(cluster, "call " + i));
            }

            for (int i = 0; i < calls.size(); i++) {
                assertThat(calls.get(i).reply()).isEqualTo(bytes("call " + i));
            }
            assertThat(upstream.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void nextRequest_waits_untilTheOneBeforeItIsWhole() throws Exception {
        Gate seen = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
            byte[] head = connection.read(2);
            seen.open();
            byte[] rest = connection.read(4);
            assertThat(rest).isEqualTo(bytes("half"));
            connection.send(frame(head[1], bytes("first")));
            answerForever(connection);
        })) {
            Cluster cluster = bench.cluster(BlockProtocol.IN_ORDER, ONE, upstream.endpoint());
            Call first = Call.startRaw(cluster, bench.loop(), (byte) 5, (byte) 1);
            Waiting.until("the first has a connection", first::isAcquired);
            Call second = bench.call(cluster, "second");
            seen.pass();
            first.withShare(share -> {
                share.write(Unpooled.copiedBuffer(bytes("half")));
                share.requestEnd();
            });

            assertThat(first.reply()).isEqualTo(bytes("first"));
            assertThat(second.reply()).isEqualTo(bytes("second"));
        }
    }

    @Test
    void laterReplies_goToTheirRequests_whenTheFirstIsGivenUp() throws Exception {
        Gate gate = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                connection -> {
                    byte[] first = frameOf(connection);
                    byte[] second = frameOf(connection);
                    connection.pass(gate);
                    connection.send(first).send(second);
                },
                UpstreamIT::answerForever)) {
            Cluster cluster = bench.cluster(BlockProtocol.IN_ORDER, ONE, upstream.endpoint());
            Call first = bench.call(cluster, "first");
            Call second = bench.call(cluster, "second");
            Waiting.until("both are on their way", second::isAcquired);
            first.abandon();
            Waiting.until("the first is given up", first::isOver);
            Call third = bench.call(cluster, "third");
            gate.open();

            assertThat(second.reply()).isEqualTo(bytes("second"));
            assertThat(third.reply()).isEqualTo(bytes("third"));
            assertThat(upstream.connectionCount()).isEqualTo(2);
        }
    }

    @Test
    void connection_closes_whenAFrameComesThatNobodyAskedFor() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                connection -> {
                    byte[] first = frameOf(connection);
                    connection.send(first).send(frame(9, bytes("unasked"))).neverAnswer();
                },
                UpstreamIT::answerForever)) {
            Cluster cluster = bench.cluster(BlockProtocol.IN_ORDER, ONE, upstream.endpoint());

            assertThat(bench.call(cluster, "first").reply()).isEqualTo(bytes("first"));
            Waiting.until("the connection closes", () -> upstream.connection(0).isPeerClosed());
            assertThat(bench.call(cluster, "second").reply()).isEqualTo(bytes("second"));
        }
    }

    @Test
    void nextFrame_isTheNextExchanges_whenOneKeepsItsShare() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(UpstreamIT::answerForever)) {
            Cluster cluster = bench.cluster(BlockProtocol.IN_ORDER, ONE, upstream.endpoint());
            Call holding = Call.startHolding(cluster, bench.loop(), bytes("holding"));
            Call second = bench.call(cluster, "second");

            assertThat(holding.reply()).isEqualTo(bytes("holding"));
            assertThat(second.reply()).isEqualTo(bytes("second"));
            assertThat(bench.call(cluster, "third").reply()).isEqualTo(bytes("third"));
            holding.withShare(UpstreamShare::release);
            assertThat(bench.call(cluster, "fourth").reply()).isEqualTo(bytes("fourth"));
            assertThat(upstream.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void connection_closes_whenAFrameOfItsOwnComesInPlaceOfAReply() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                connection -> {
                    frameOf(connection);
                    byte[] second = frameOf(connection);
                    connection.send(control('P')).send(second).neverAnswer();
                },
                UpstreamIT::answerForever)) {
            Cluster cluster = bench.cluster(BlockProtocol.IN_ORDER, ONE, upstream.endpoint());
            Call first = bench.call(cluster, "first");
            Call second = bench.call(cluster, "second");

            assertThat(first.failure().failure()).isEqualTo(Failure.UPSTREAM_CLOSED);
            assertThat(second.failure().failure()).isEqualTo(Failure.UPSTREAM_CLOSED);
        }
    }

    @Test
    void exchange_goesWhereNobodyWaits_whenThereAreSeveralConnections() throws Exception {
        Gate gate = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                connection -> {
                    List<byte[]> frames = four(connection);
                    connection.pass(gate);
                    for (byte[] frame : frames.subList(0, 3)) {
                        connection.send(frame);
                    }
                    connection.neverAnswer();
                },
                UpstreamIT::answerForever)) {
            Cluster cluster =
                    bench.cluster(BlockProtocol.IN_ORDER, "maxConnectionsPerEndpoint: 2", upstream.endpoint());
            List<Call> four = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                four.add(bench.call(cluster, "one of four"));
            }
            bench.call(cluster, "fifth").reply();
            gate.open();
            for (Call answered : four.subList(0, 3)) {
                answered.reply();
            }

            assertThat(bench.call(cluster, "next").reply()).isEqualTo(bytes("next"));
            four.getLast().abandon();
        }
    }

    @Test
    void allExchanges_fail_whenTheUpstreamCloses() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
            byte[] first = frameOf(connection);
            frameOf(connection);
            frameOf(connection);
            connection.send(first).fin();
        })) {
            Cluster cluster = bench.cluster(BlockProtocol.IN_ORDER, ONE, upstream.endpoint());
            Call first = bench.call(cluster, "first");
            Call second = bench.call(cluster, "second");
            Call third = bench.call(cluster, "third");

            assertThat(first.reply()).isEqualTo(bytes("first"));
            assertThat(second.failure().failure()).isEqualTo(Failure.UPSTREAM_CLOSED);
            assertThat(third.failure().failure()).isEqualTo(Failure.UPSTREAM_CLOSED);
        }
    }

    @Test
    void connection_isLeftAlone_whileExchangesWaitOnIt() throws Exception {
        Gate gate = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                connection -> {
                    byte[] asked = frameOf(connection);
                    connection.pass(gate).send(asked);
                    answerForever(connection);
                },
                UpstreamIT::answerForever)) {
            BlockProtocol beating = BlockProtocol.IN_ORDER.withHeartbeat(Duration.ofMillis(10));
            Cluster cluster = bench.cluster(beating, ONE, upstream.endpoint());
            Call slow = bench.call(cluster, "slow");
            Waiting.until(
                    "it is with the upstream", () -> upstream.connection(0).received().length == 6);
            bench.call(bench.cluster(beating, ONE, upstream.endpoint()), "other")
                    .reply();
            Waiting.until(
                    "the other connection beats", () -> upstream.connection(1).received().length > 20);

            assertThat(upstream.connection(0).received()).hasSize(6);
            gate.open();
            assertThat(slow.reply()).isEqualTo(bytes("slow"));
            Waiting.until("it beats again", () -> upstream.connection(0).received().length > 6);
        }
    }

    /** Replies leave together, in the order of the requests. */
    private static void answerInFours(ScriptedConnection connection) throws IOException {
        while (true) {
            for (byte[] frame : four(connection)) {
                connection.send(frame);
            }
        }
    }

    private static List<byte[]> four(ScriptedConnection connection) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            frames.add(frameOf(connection));
        }
        return frames;
    }
}
