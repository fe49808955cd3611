package dev.trestle.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.filter.RedisCallouts.Command;
import dev.trestle.filter.RedisCallouts.Login;
import dev.trestle.redis.RedisCall;
import dev.trestle.redis.RedisLines;
import dev.trestle.testkit.Gate;
import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections to Redis of a cluster whose endpoints change while there is traffic. */
class RedisEndpointsIT {
    private static final byte[] PING = bytes("*1\r\n$4\r\nPING\r\n");

    private final Bench bench = new Bench();
    private final HandFed endpoints = new HandFed();
    private final RedisLines lines = new RedisLines();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void newCalls_goToTheNewEndpoint_andTheOldConnectionClosesOnceItsCallsAreAnswered() throws Exception {
        Gate gate = new Gate();
        try (ScriptedUpstream old = ScriptedUpstream.start(connection -> {
                    answer(connection, "+old\r\n");
                    connection.expect(PING).pass(gate).send(bytes("+late\r\n"));
                    connection.readUntilEnd();
                });
                ScriptedUpstream next = ScriptedUpstream.start(RedisEndpointsIT::answersNew)) {
            endpoints.set(old.endpoint());
            Cluster cluster = bench.cluster(new NoWire(), "", endpoints);
            assertThat(reply(call(cluster))).isEqualTo("+old\r\n");
            CompletableFuture<byte[]> late = call(cluster);
            Waiting.until("it was sent", () -> old.connection(0).received().length == 2 * PING.length);
            endpoints.set(next.endpoint());

            assertThat(reply(call(cluster))).isEqualTo("+new\r\n");
            assertThat(late).isNotDone();
            assertThat(old.connection(0).isPeerClosed()).isFalse();
            gate.open();
            assertThat(reply(late)).isEqualTo("+late\r\n");
            Waiting.until("the old one closes", () -> old.connection(0).isPeerClosed());
            assertThat(reply(call(cluster))).isEqualTo("+new\r\n");
            assertThat(next.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void connection_stays_whileItsEndpointDoes() throws Exception {
        try (ScriptedUpstream redis = ScriptedUpstream.start(RedisEndpointsIT::answersNew);
                ScriptedUpstream other = ScriptedUpstream.start(ScriptedConnection::neverAnswer)) {
            endpoints.set(redis.endpoint());
            Cluster cluster = bench.cluster(new NoWire(), "", endpoints);
            assertThat(reply(call(cluster))).isEqualTo("+new\r\n");
            endpoints.set(other.endpoint(), redis.endpoint());
            assertThat(reply(call(cluster))).isEqualTo("+new\r\n");
            assertThat(redis.connectionCount()).isEqualTo(1);
        }
    }

    private static void answersNew(ScriptedConnection connection) throws IOException {
        answer(connection, "+new\r\n");
        answer(connection, "+new\r\n");
        connection.readUntilEnd();
    }

    private static void answer(ScriptedConnection connection, String reply) throws IOException {
        connection.expect(PING).send(bytes(reply));
    }

    private CompletableFuture<byte[]> call(Cluster cluster) {
        CompletableFuture<byte[]> answered = new CompletableFuture<>();
        Command command = new Command("c", new Login("", "", 0), PING, Duration.ofSeconds(20));
        RedisCall call = new RedisCall(command, command.timeout(), bench.loop(), answered::complete);
        bench.loop().execute(() -> call.start(cluster, lines));
        return answered;
    }

    private static String reply(CompletableFuture<byte[]> answered) throws Exception {
        return new String(Objects.requireNonNull(answered.get(20, TimeUnit.SECONDS)), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
