package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Failure;
import dev.trestle.exchange.ExchangeSummary;
import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 as attackers, broken proxies and slow networks send it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileHttpIT {
    private static final String GOOD = "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody";

    private ScriptedUpstream upstream;
    private TestGateway gateway;

    @BeforeAll
    void start() {
        upstream = ScriptedUpstream.start(HostileHttpIT::answer);
        gateway = TestGateway.start("listeners: [{ http: 0, requestTimeout: 300ms, idleTimeout: 60s }]\n"
                + TestGateway.probe(upstream.endpoint(), "maxBodyBytes: 1KiB", "probe: { body: whole }"));
    }

    @AfterAll
    void stop() {
        gateway.close();
        upstream.close();
    }

    @AfterEach
    void forget() {
        gateway.awaitIdle();
        gateway.forget();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000\u0001\u0002\u0003\r\n\r\n",
                "GET /x\r\n\r\n",
                "GET /x HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET /x HTTP/2.0\r\nHost: a\r\n\r\n",
                "GE\u0001T /x HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /x HTTP/1.1\r\nno colon here\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost : a\r\n\r\n",
                "GE\u00c9 /x HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: a\r\nX-A: b\u0000c\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: a\r\n\u0000: b\r\n\r\n",
                "GET /x HTTP/1.1\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: a:b\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: a:80:90\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: a:99999\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: [::1\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: x y\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody",
                "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: -4\r\n\r\nbody",
                "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: four\r\n\r\nbody",
                "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\nbody",
                "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nbody\r\n0\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-4\r\nbody\r\n0\r\n\r\n",
                "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nbody",
                "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbodyX\r\n0\r\n\r\n",
            })
    void request_is400AndConnectionCloses_whenItIsNotHttp(String bytes) throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            String response = client.send(bytes).rest();

            assertProblem(response, "HTTP/1.1 400 ", Failure.BAD_REQUEST);
            assertThat(response.split("HTTP/1.1 ")).hasSize(2);
        }
        assertStillServes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:", "a:80", "[::1]", "[::1]:80", "A-b.example", ""})
    void request_isServed_whenItsHostIsWellFormed(String host) throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            client.send("POST /x HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 4\r\n\r\nbody");
            assertThat(client.response()).startsWith("HTTP/1.1 200 ").endsWith("body");
        }
    }

    /** RFC 9112 section 3.2.2: then the host header counts for nothing. */
    @Test
    void route_isThatOfTheTarget_whenTheTargetIsAbsolute() throws IOException {
        String yaml = TestGateway.probe(upstream.endpoint()).replace("path: ", "host: a.example, path: ");
        try (TestGateway named = TestGateway.start(yaml);
                RawConnection client = new RawConnection(named.port())) {
            String rest = "/x HTTP/1.1\r\nHost: %s\r\nContent-Length: 4\r\n\r\nbody";
            client.send("POST http://a.example" + rest.formatted("other"));
            assertThat(client.response()).startsWith("HTTP/1.1 200 ");
            client.send("POST http://other" + rest.formatted("a.example"));
            assertThat(client.response()).startsWith("HTTP/1.1 404 ");
        }
    }

    /** RFC 3986 section 2. The head is understood, so that its connection goes on. */
    @ParameterizedTest
    @ValueSource(strings = {"/\u00e9", "/\u00c3\u00a9", "/x?q=\u00e9", "/x\u007f", "/x\u0001"})
    void request_is400_whenItsTargetIsNotVisibleAscii(String target) throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");

            assertProblem(client.response(), "HTTP/1.1 400 ", Failure.BAD_REQUEST);
            assertThat(client.send(GOOD).response()).startsWith("HTTP/1.1 200 ").endsWith("body");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17_000, 1_000_000, 16_000_000})
    void request_is431_whenHeadersAreTooLarge(int bytes) throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            sendAsFarAsTaken(client, "GET /x HTTP/1.1\r\nHost: a\r\nX-Big: " + "a".repeat(bytes) + "\r\n\r\n");

            assertProblem(client.rest(), "HTTP/1.1 431 ", Failure.HEADERS_TOO_LARGE);
        }
        assertStillServes();
    }

    @Test
    void request_is431_whenHeadersAreTooMany() throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            sendAsFarAsTaken(client, "GET /x HTTP/1.1\r\nHost: a\r\n" + "a: b\r\n".repeat(10_000) + "\r\n");

            assertProblem(client.rest(), "HTTP/1.1 431 ", Failure.HEADERS_TOO_LARGE);
        }
    }

    @Test
    void request_is431_whenItsLineIsTooLong() throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            sendAsFarAsTaken(client, "GET /" + "a".repeat(2_000_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");

            assertProblem(client.rest(), "HTTP/1.1 431 ", Failure.HEADERS_TOO_LARGE);
        }
    }

    @ParameterizedTest
    @CsvSource({"4000000", "100"})
    void response_arrives_whenClientStillSendsABodyThatIsTooLarge(int bytes) throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            sendAsFarAsTaken(
                    client, "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n" + "a".repeat(bytes));

            assertProblem(client.rest(), "HTTP/1.1 413 ", Failure.BODY_TOO_LARGE);
        }
    }

    @Test
    void response_arrives_whenAChunkedBodyIsTooLarge() throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            String chunk = "1000\r\n" + "a".repeat(0x1000) + "\r\n";
            sendAsFarAsTaken(
                    client, "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(1_000));

            assertProblem(client.rest(), "HTTP/1.1 413 ", Failure.BODY_TOO_LARGE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G",
                "GET /x HTTP/1.1\r\nHost: a\r\nX-Slow: ",
                "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nbo",
                "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbo",
            })
    void request_is408AndConnectionCloses_whenItNeverEnds(String start) throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            assertProblem(client.send(start).rest(), "HTTP/1.1 408 ", Failure.REQUEST_TIMEOUT);
        }
        assertStillServes();
    }

    /** One byte after the other keeps no connection open. */
    @Test
    void request_is408_whenItsHeadDrips() throws Exception {
        try (RawConnection client = new RawConnection(gateway.port())) {
            client.send("GET /x HTTP/1.1\r\nHost: a\r\nX-Slow: ");
            Thread drip = Thread.ofVirtual().start(() -> dripOn(client));

            assertProblem(client.rest(), "HTTP/1.1 408 ", Failure.REQUEST_TIMEOUT);
            drip.interrupt();
            drip.join();
        }
    }

    @Test
    void responses_comeInOrder_whenRequestsArePipelined() throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            client.send(GOOD + "GET /none HTTP/1.1\r\nHost: a\r\n\r\n" + GOOD + GOOD);

            assertThat(client.response()).startsWith("HTTP/1.1 200 ").endsWith("body");
            assertThat(client.response()).startsWith("HTTP/1.1 404 ").contains("no_route");
            assertThat(client.response()).startsWith("HTTP/1.1 200 ").endsWith("body");
            assertThat(client.response()).startsWith("HTTP/1.1 200 ").endsWith("body");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GOOD, "GET /none HTTP/1.1\r\nHost: a\r\n\r\n"})
    void connection_isReadOn_afterPipelinedRequestsAreAnswered(String second) throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            for (int i = 0; i < 3; i++) {
                client.send(GOOD + second);
                assertThat(client.response()).startsWith("HTTP/1.1 200 ");
                assertThat(client.response()).startsWith(GOOD.equals(second) ? "HTTP/1.1 200 " : "HTTP/1.1 404 ");
            }
        }
    }

    @Test
    void refusal_comesAfterTheAnswersBeforeIt_whenAPipelinedRequestIsMalformed() throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            client.send(GOOD + GOOD + "GET /x HTTP/1.1\r\nno colon here\r\n\r\n" + GOOD);

            assertThat(client.response()).startsWith("HTTP/1.1 200 ").endsWith("body");
            assertThat(client.response()).startsWith("HTTP/1.1 200 ").endsWith("body");
            assertProblem(client.rest(), "HTTP/1.1 400 ", Failure.BAD_REQUEST);
        }
    }

    /** RFC 9112 section 9.6: what a client sends after it asked to close is not processed, and may not cost it the answer. */
    @ParameterizedTest
    @ValueSource(strings = {"Connection: close", "connection: foo, Close"})
    void connection_closesAfterTheAnswer_whenRequestsFollowOneThatAskedToClose(String asked) throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            String last = "POST /x HTTP/1.1\r\nHost: a\r\n" + asked + "\r\nContent-Length: 4\r\n\r\nlast";
            sendAsFarAsTaken(client, GOOD + last + GOOD.repeat(40_000));

            assertThat(client.response()).startsWith("HTTP/1.1 200 ").endsWith("body");
            assertThat(client.response()).startsWith("HTTP/1.1 200 ").endsWith("last");
            assertThat(client.rest()).isEmpty();
        }
        gateway.awaitIdle();
        assertThat(gateway.endedCount()).isEqualTo(2);
    }

    @Test
    void rest_isNotLookedAt_whenItFollowsARequestThatAskedToClose() throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            client.send("GET /x HTTP/1.0\r\n\r\n" + "GET /x HTTP/1.1\r\nno colon here\r\n\r\n" + "POST /x HTT");

            assertThat(client.response()).startsWith("HTTP/1.0 200 ").endsWith("empty");
            assertThat(client.rest()).isEmpty();
        }
        gateway.awaitIdle();
        assertThat(gateway.endedCount()).isEqualTo(1);
    }

    @Test
    void body_isAwaited_whenClientExpects100() throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");

            assertThat(client.send("body").response())
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("body");
            assertThat(client.send(GOOD).response()).startsWith("HTTP/1.1 200 ").endsWith("body");
        }
    }

    /** RFC 9110 section 10.1.1. */
    @ParameterizedTest
    @ValueSource(strings = {"200-ok", "100-continue, foo", "100-continue\r\nExpect: foo"})
    void request_is417_whenItExpectsWhatIsUnknown(String expected) throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: " + expected + "\r\n\r\n");

            assertProblem(client.rest(), "HTTP/1.1 417 ", Failure.EXPECTATION_FAILED);
        }
    }

    /** It is for HTTP/1.1 only. */
    @Test
    void expectation_isIgnored_whenRequestIsHttp10() throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            client.send("POST /x HTTP/1.0\r\nContent-Length: 4\r\nExpect: 200-ok\r\n\r\nbody");

            assertThat(client.response()).startsWith("HTTP/1.0 200 ").endsWith("body");
        }
    }

    @Test
    void body_isNotAskedFor_whenItIsTooLarge() throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\nExpect: 100-continue\r\n\r\n");

            assertProblem(client.rest(), "HTTP/1.1 413 ", Failure.BODY_TOO_LARGE);
        }
    }

    @Test
    void response_hasNoBody_whenMethodIsHead() throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 200 ").containsIgnoringCase("content-length: 5\r\n");
            client.send("HEAD /none HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.head()).startsWith("HTTP/1.1 404 ").contains("application/problem+json");

            assertThat(client.send(GOOD).response()).startsWith("HTTP/1.1 200 ").endsWith("body");
        }
    }

    private void assertProblem(String response, String start, Failure failure) {
        assertThat(response)
                .startsWith(start)
                .containsIgnoringCase("content-type: application/problem+json\r\n")
                .contains("\"code\":\"" + failure.code() + "\"", "\"status\":" + failure.status());
        ExchangeSummary summary = gateway.ended("the failure", e -> e.failure() == failure);
        assertThat(response).containsIgnoringCase("x-request-id: ");
        assertThat(summary.status()).isEqualTo(failure.status());
    }

    private void assertStillServes() throws IOException {
        try (RawConnection client = new RawConnection(gateway.port())) {
            assertThat(client.send(GOOD).response()).startsWith("HTTP/1.1 200 ").endsWith("body");
        }
    }

    /** The gateway may close its side before it has read everything. */
    private static void sendAsFarAsTaken(RawConnection client, String text) {
        try {
            client.send(text);
        } catch (IOException closed) {
            assertThat(closed).hasMessageContaining("reset").isNotNull();
        }
    }

    private static void dripOn(RawConnection client) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                client.send("a");
                LockSupport.parkNanos(20_000_000);
            }
        } catch (IOException closed) {
            // The gateway has had enough.
        }
    }

    private static void answer(ScriptedConnection connection) throws Exception {
        try {
            String body = "empty";
            while (true) {
                ProbeFrame frame = ProbeFrame.read(connection);
                if (frame.type() == 'd') {
                    body = frame.text();
                } else if (frame.type() == 'e') {
                    connection.send(frame.answer('R', body));
                    body = "empty";
                }
            }
        } catch (EOFException closed) {
            // The gateway stops.
        }
    }
}
