package dev.trestle.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.json.JsonOptions;
import dev.trestle.tcp.ConnectionEnd;
import dev.trestle.tcp.ConnectionSummary;
import dev.trestle.testkit.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccessLogTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void line_hasEveryKeyInOrder_whenTheRequestWentWell() throws IOException {
        try (AccessLog log = new AccessLog(AccessLogRule.ALL, out)) {
            log.onEnd(Summaries.ok("r1"));
        }
        assertThat(text())
                .isEqualTo("{\"time\":\"2026-11-21T03:04:05.006Z\",\"id\":\"r1\",\"peer\":\"127.0.0.1:50000\","
                        + "\"protocol\":\"HTTP/1.1\",\"method\":\"GET\",\"path\":\"/v1/users/7\",\"route\":\"user.get\","
                        + "\"cluster\":\"shop\",\"call\":\"UserService.getUser(long)\",\"endpoint\":\"127.0.0.1:20880\","
                        + "\"attempts\":1,\"status\":200,\"rpcStatus\":\"OK\",\"requestBytes\":0,\"replyBytes\":211,"
                        + "\"totalMs\":1.234,\"acquireMs\":0.002,\"upstreamMs\":1.011}\n");
    }

    @Test
    void line_leavesOutWhatIsNotThere_andEscapes_whenTheRequestFailed() throws IOException {
        try (AccessLog log = new AccessLog(AccessLogRule.ALL, out)) {
            log.onEnd(Summaries.of("r1", null, 404, Failure.NO_ROUTE));
        }
        assertThat(text())
                .contains(
                        "\"status\":404,\"failure\":\"no_route\",\"detail\":\"because \\\"x\\\" \",\"requestBytes\":0")
                .doesNotContain("route\":null", "cluster", "endpoint", "rpcStatus", "upstreamMs");
        assertThat(text().lines()).hasSize(1);
    }

    /** Where no call was made there is no word of the service; the gateway's own is in {@code failure} already. */
    @Test
    void rpcStatus_isTheServices_orLeftOut() throws IOException {
        try (AccessLog log = new AccessLog(AccessLogRule.ALL, out)) {
            log.onEnd(Summaries.said("r1", "BODY_TOO_LARGE", Failure.BODY_TOO_LARGE));
            log.onEnd(Summaries.said("r2", "SERVICE_ERROR", Failure.RPC_ERROR));
        }
        assertThat(text().lines())
                .satisfiesExactly(
                        own -> assertThat(own).contains("body_too_large").doesNotContain("rpcStatus"),
                        theirs -> assertThat(theirs).contains("\"rpcStatus\":\"SERVICE_ERROR\""));
    }

    @Test
    void line_saysWhatTheServiceSaid_whenItsErrorIsMapped() throws IOException {
        try (AccessLog log = new AccessLog(AccessLogRule.ALL, out)) {
            log.onEnd(Summaries.mapped("r1", 404, "no_such_order", "NoOrder: 7\r\n\u001b[31mred\u0085"));
        }
        assertThat(text())
                .contains(
                        "\"status\":404,\"rpcStatus\":\"EXCEPTION\",\"failure\":\"mapped\",\"code\":\"no_such_order\","
                                + "\"detail\":\"NoOrder: 7   [31mred \",\"requestBytes\":0");
    }

    @Test
    void line_isBounded_whenTheServiceSaysMuch() throws IOException {
        try (AccessLog log = new AccessLog(AccessLogRule.ALL, out)) {
            log.onEnd(Summaries.mapped("r1", 404, "no_such_order", "a".repeat(2_000)));
        }
        assertThat(text()).contains("\"" + "a".repeat(500) + "...\"").hasSizeLessThan(1_000);
    }

    @Test
    void log_goesOn_andCountsWhatIsLost_whenTheOutputThrowsAnything() throws IOException {
        AtomicInteger writes = new AtomicInteger();
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int b) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                switch (writes.incrementAndGet()) {
                    case 1 -> throw new IllegalStateException("a defect");
                    case 2 -> throw new IOException("no space left");
                    default -> out.write(bytes, offset, length);
                }
            }
        };
        try (AccessLog log = new AccessLog(AccessLogRule.ALL, failing)) {
            log.onEnd(Summaries.ok("lost 1"));
            Waiting.until("the first write", () -> log.dropped() == 1);
            log.onEnd(Summaries.ok("lost 2"));
            Waiting.until("the second write", () -> log.dropped() == 2);
            log.onEnd(Summaries.ok("written"));
        }
        assertThat(text()).contains("written").doesNotContain("lost");
    }

    /** Such as one with an id beyond what the writer of JSON takes. */
    @Test
    void log_goesOn_whenALineCannotBeMade() throws IOException {
        try (AccessLog log = new AccessLog(AccessLogRule.ALL, out)) {
            log.onEnd(Summaries.ok("before"));
            log.onEnd(Summaries.ok("a".repeat(JsonOptions.DEFAULT.maxBytes() + 1)));
            log.onEnd(Summaries.ok("after"));
            Waiting.until("the line in between is lost", () -> log.dropped() == 1);
        }
        assertThat(text().lines())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("{\"time\":").contains("before"),
                        second -> assertThat(second).startsWith("{\"time\":").contains("after"));
    }

    @Test
    void log_hasFailuresOnly_whenAskedForThose() throws IOException {
        try (AccessLog log = new AccessLog(AccessLogRule.FAILURES, out)) {
            log.onEnd(Summaries.ok("good"));
            log.onEnd(Summaries.of("mapped", "user.get", 404, null));
            log.onEnd(Summaries.of("failed", "user.get", 504, Failure.TIMEOUT));
            log.onEnd(Summaries.of("broken", "user.get", 500, null));
        }
        assertThat(text().lines())
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"id\":\"failed\""),
                        second -> assertThat(second).contains("\"id\":\"broken\""));
    }

    @Test
    void slowRequests_haveTheirLine_andSayThatTheyAre() throws IOException {
        AccessLogRule rule = new AccessLogRule(AccessLogMode.FAILURES, Duration.ofNanos(1_234_567), 1);
        try (AccessLog log = new AccessLog(rule, out)) {
            log.onEnd(Summaries.ok("slow"));
        }
        AccessLogRule other = new AccessLogRule(AccessLogMode.FAILURES, Duration.ofNanos(1_234_568), 1);
        try (AccessLog log = new AccessLog(other, out)) {
            log.onEnd(Summaries.ok("fast"));
        }
        assertThat(text().lines())
                .singleElement()
                .asString()
                .contains("\"id\":\"slow\"")
                .endsWith(",\"upstreamMs\":1.011,\"slow\":true}");
    }

    @Test
    void sample_leavesOutOrdinaryRequestsOnly() throws IOException {
        AccessLogRule rule = new AccessLogRule(AccessLogMode.ALL, null, 1_000_000);
        try (AccessLog log = new AccessLog(rule, out)) {
            for (int i = 0; i < 100; i++) {
                log.onEnd(Summaries.ok("ordinary"));
            }
            log.onEnd(Summaries.of("failed", "user.get", 504, Failure.TIMEOUT));
        }
        assertThat(text().lines().count()).isLessThan(50);
        assertThat(text()).contains("\"id\":\"failed\"");
    }

    @Test
    void line_isOfItsOwn_whenAConnectionPassedThrough() throws IOException {
        try (AccessLog log = new AccessLog(AccessLogRule.FAILURES, out)) {
            log.onEnd(connection(ConnectionEnd.CLOSED, null));
            log.onEnd(connection(ConnectionEnd.CONNECT_FAILED, "10.0.0.7:80: connection refused"));
        }
        assertThat(text())
                .isEqualTo("{\"time\":\"2026-11-21T03:04:05.006Z\",\"peer\":\"127.0.0.1:50000\",\"protocol\":\"TCP\","
                        + "\"listener\":\"0.0.0.0:18000\",\"cluster\":\"web\",\"end\":\"connect_failed\","
                        + "\"detail\":\"10.0.0.7:80: connection refused\",\"requestBytes\":5,\"replyBytes\":6,"
                        + "\"totalMs\":1.234}\n");
    }

    private static ConnectionSummary connection(ConnectionEnd end, @Nullable String detail) {
        long start = Instant.parse("2026-11-21T03:04:05.006Z").toEpochMilli();
        return new ConnectionSummary(
                start, "127.0.0.1:50000", "0.0.0.0:18000", "web", null, end, detail, 5, 6, 1_234_000, -1);
    }

    @Test
    void log_staysEmpty_whenOff() throws IOException {
        try (AccessLog log = new AccessLog(AccessLogRule.OFF, out)) {
            log.onEnd(Summaries.of("failed", "user.get", 504, Failure.TIMEOUT));
            assertThat(log.dropped()).isZero();
        }
        assertThat(out.size()).isZero();
    }

    @Test
    void linesAreDroppedAndCounted_neverWaitedFor_whenTheOutputIsStuck() throws IOException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        try (AccessLog log = new AccessLog(AccessLogRule.ALL, stuckUntil(stuck, reached), 2)) {
            log.onEnd(Summaries.ok("first"));
            await(reached);
            for (int i = 0; i < 10; i++) {
                log.onEnd(Summaries.ok("r" + i));
            }
            assertThat(log.dropped()).isEqualTo(8);
            stuck.countDown();
        }
        assertThat(text().lines()).hasSize(3);
    }

    @Test
    void close_givesUp_whenTheOutputStaysStuck() throws IOException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        AccessLog log = new AccessLog(AccessLogRule.ALL, stuckUntil(stuck, reached));
        log.onEnd(Summaries.ok("first"));
        await(reached);
        log.close();
        assertThat(out.size()).isZero();
        stuck.countDown();
    }

    private OutputStream stuckUntil(CountDownLatch stuck, CountDownLatch reached) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                reached.countDown();
                await(stuck);
                out.write(bytes, offset, length);
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
