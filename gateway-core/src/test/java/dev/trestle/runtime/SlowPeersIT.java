package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Failure;
import dev.trestle.runtime.TestClient.Kind;
import dev.trestle.testkit.Gate;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever does not read stops whoever sends: what the gateway holds in between has a bound. */
class SlowPeersIT {
    /** Buffers of sockets, twice, and what the gateway may hold: far below what would be sent. */
    private static final long BOUND_BYTES = 24 << 20;

    private static final int PIECES = 64;

    @ParameterizedTest
    @CsvSource({"HTTP_1_1, 1048576", "H2C, 1048576", "HTTP_1_1, 10000", "H2C, 10000"})
    void upstream_isStopped_whenClientDoesNotRead(Kind kind, int frameBytes) {
        AtomicLong sent = new AtomicLong();
        long total = 64L << 20;
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                    connection.send(end.answer('H', "200"));
                    byte[] frame = ProbeFrame.bytes('D', end.id(), new byte[frameBytes]);
                    while (sent.get() < total) {
                        connection.send(frame);
                        sent.addAndGet(frameBytes);
                    }
                    connection.send(end.answer('E', ""));
                });
                TestGateway gateway =
                        TestGateway.start(TestGateway.probe(upstream.endpoint(), "timeout: 60s", "probe: {}"));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x");
            call.status();
            call.reading(false);

            awaitStandstill("the upstream to be stopped", sent::get);
            assertThat(sent.get() - call.received()).isLessThan(BOUND_BYTES);
            call.reading(true).await();
            assertThat(call.received()).isEqualTo(sent.get());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void client_isStopped_whenUpstreamDoesNotRead(Kind kind) throws Exception {
        Gate read = new Gate();
        AtomicLong sent = new AtomicLong();
        byte[] piece = new byte[1 << 20];
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    connection.pass(read);
                    ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                    connection.send(end.answer('R', "all"));
                });
                TestGateway gateway = TestGateway.start(
                        TestGateway.probe(upstream.endpoint(), "timeout: 60s", "maxBodyBytes: 64MiB", "probe: {}"));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            String[] fields = kind.isHttp2() ? new String[0] : new String[] {"transfer-encoding", "chunked"};
            HttpCall call = client.call().head("POST", "/x", fields);
            Thread sender = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < PIECES; i++) {
                    call.data(piece);
                    sent.addAndGet(piece.length);
                }
                call.end();
            });

            awaitStandstill("the client to be stopped", sent::get);
            assertThat(sent.get()).isLessThan(BOUND_BYTES);
            read.open();
            sender.join();
            assertThat(call.text()).isEqualTo("all");
            assertThat(gateway.ended("the exchange", e -> true).requestBytes()).isEqualTo((long) PIECES * piece.length);
        }
    }

    /** A whole reply is in memory; it does not stay there for a client that never takes it. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void exchange_ends_whenClientDoesNotReadALargeReply(Kind kind) {
        int bytes = 32 << 20;
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                    for (int sent = 0; sent < bytes; sent += 1 << 20) {
                        connection.send(ProbeFrame.bytes('G', end.id(), new byte[1 << 20]));
                    }
                    connection.send(ProbeFrame.bytes('R', end.id()));
                });
                TestGateway gateway =
                        TestGateway.start(TestGateway.probe(upstream.endpoint(), "timeout: 2s", "probe: {}"));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().reading(false).bare("GET", "/x");

            assertThat(gateway.ended("the exchange", e -> true).failure()).isEqualTo(Failure.TIMEOUT);
            assertThat(call.reading(true).isCut()).isTrue();
            assertThat(call.received()).isLessThan(bytes);
        }
    }

    /** Slower than its deadline, but it goes on. */
    @Test
    void response_isWhole_whenClientReadsALargeReplySlowly() {
        int bytes = 8 << 20;
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                    for (int sent = 0; sent < bytes; sent += 1 << 20) {
                        connection.send(ProbeFrame.bytes('G', end.id(), new byte[1 << 20]));
                    }
                    connection.send(ProbeFrame.bytes('R', end.id()));
                });
                TestGateway gateway =
                        TestGateway.start(TestGateway.probe(upstream.endpoint(), "timeout: 2s", "probe: {}"));
                TestClient client = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            HttpCall call = client.call().readingSlowly().bare("GET", "/x");
            long start = System.nanoTime();
            Waiting.until("the reply's beginning", () -> call.readOnce() && call.received() > 0);
            // The upstream's part has to be done by then, on a busy machine too.
            Waiting.until("the deadline to pass", () -> System.nanoTime() - start > 2_200_000_000L);
            assertThat(gateway.endedCount()).isZero();
            Waiting.until("the reply, one read after the other", () -> call.readOnce() && call.received() == bytes);

            assertThat(gateway.ended("the exchange", e -> true).failure()).isNull();
            assertThat(gateway.ended("the exchange", e -> true).replyBytes()).isEqualTo(bytes);
        }
    }

    /** It does not change for a third of a second. */
    static void awaitStandstill(String what, LongSupplier counter) {
        long[] seen = {-1, 0};
        Waiting.until(what, () -> {
            long now = System.nanoTime();
            long count = counter.getAsLong();
            if (count != seen[0]) {
                seen[0] = count;
                seen[1] = now;
            }
            return seen[0] > 0 && now - seen[1] > 333_000_000;
        });
    }
}
