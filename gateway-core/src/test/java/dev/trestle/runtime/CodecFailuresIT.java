package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Failure;
import dev.trestle.exchange.ExchangeSummary;
import dev.trestle.runtime.TestClient.Kind;
import dev.trestle.testkit.Gate;
import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import dev.trestle.upstream.ClusterStatus.EndpointStatus;
import java.io.EOFException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A codec that throws: one exchange fails, with a stable code, and nothing else does. */
class CodecFailuresIT {
    @ParameterizedTest
    @CsvSource({
        "constructor, throw, HTTP_1_1, encode_failed, 500",
        "constructor, error, H2C, encode_failed, 500",
        "encodeHeaders, throw, H2C, encode_failed, 500",
        "encodeHeaders, error, HTTP_1_1, encode_failed, 500",
        "encodeData, throw, HTTP_1_1, encode_failed, 500",
        "encodeData, throw, H2C, encode_failed, 500",
        "encodeEnd, throw, HTTP_1_1, encode_failed, 500",
        "encodeEnd, error, H2C, encode_failed, 500",
        "onUpstreamData, throw, HTTP_1_1, decode_failed, 502",
        "onUpstreamData, error, H2C, decode_failed, 502",
        "onUpstreamEnd, throw, HTTP_1_1, decode_failed, 502",
        "onUpstreamEnd, error, H2C, decode_failed, 502",
        "onUpstreamEnd, nothing, HTTP_1_1, upstream_closed, 502",
        "onUpstreamData, fail, HTTP_1_1, upstream_unavailable, 503",
    })
    void exchange_failsAlone_whenHookFails(String hook, String deed, Kind kind, String code, int status) {
        String config = two("{ at: " + hook + ", deed: " + deed + " }", "{}");
        boolean ends = hook.equals("onUpstreamEnd");
        try (ScriptedUpstream upstream =
                        ScriptedUpstream.start(connection -> answer(connection, ends), c -> answer(c, false));
                TestGateway gateway = TestGateway.start(config.formatted(upstream.endpoint()));
                TestClient client = TestClient.connect(kind, gateway.port());
                TestClient other = TestClient.connect(kind, gateway.port())) {
            HttpCall failed = post(client, "/bad").await();

            assertThat(failed.status()).isEqualTo(status);
            assertThat(failed.header("content-type")).isEqualTo("application/problem+json");
            assertThat(failed.text())
                    .contains("\"code\":\"" + code + "\"", "\"type\":\"urn:trestle:problem:" + code + "\"")
                    .contains("\"status\":" + status)
                    .doesNotContain("Exception", "StackOverflow", "asked to throw");
            ExchangeSummary summary = gateway.ended("the failure", e -> "bad".equals(e.route()));
            assertThat(summary.failure()).extracting(Failure::code).isEqualTo(code);
            assertThat(summary.status()).isEqualTo(status);

            HttpCall next = post(other, "/good");
            assertThat(next.text()).isEqualTo("answer");
            gateway.awaitIdle();
            assertThat(upstreamOf(gateway).inFlight()).isZero();
        }
    }

    @Test
    void exchange_isAnswered_whenCloseThrows() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(c -> answer(c, false));
                TestGateway gateway =
                        TestGateway.start(TestGateway.probe(upstream.endpoint(), "probe: { at: close, deed: throw }"));
                TestClient client = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            assertThat(post(client, "/x").text()).isEqualTo("answer");
            assertThat(post(client, "/x").text()).isEqualTo("answer");
            assertThat(upstream.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void exchange_isAnswered_whenCloseOverflowsTheStack() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(c -> answer(c, false));
                TestGateway gateway =
                        TestGateway.start(TestGateway.probe(upstream.endpoint(), "probe: { at: close, deed: error }"));
                TestClient client = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            assertThat(post(client, "/x").text()).isEqualTo("answer");
            assertThat(post(client, "/x").text()).isEqualTo("answer");
            assertThat(upstream.connectionCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1, throw", "H2C, throw", "HTTP_1_1, error"})
    void response_isCut_whenHookFailsAfterItsHead(Kind kind, String deed) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                    connection
                            .send(end.answer('H', "200"))
                            .send(end.answer('D', "part"))
                            .fin();
                });
                TestGateway gateway = TestGateway.start(
                        TestGateway.probe(upstream.endpoint(), "probe: { at: onUpstreamEnd, deed: " + deed + " }"));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x");

            assertThat(call.status()).isEqualTo(200);
            assertThat(call.isCut()).isTrue();
            ExchangeSummary summary = gateway.ended("the failure", e -> true);
            assertThat(summary.failure()).isEqualTo(Failure.DECODE_FAILED);
            assertThat(client.isOpen()).isEqualTo(kind.isHttp2());
        }
    }

    @Test
    void connection_isClosed_whenHookFailsAfterBytesWereSent() throws Exception {
        Gate sent = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame.read(connection);
                    sent.open();
                });
                TestGateway gateway = TestGateway.start(
                        TestGateway.probe(upstream.endpoint(), "probe: { at: encodeEnd, deed: throw }"));
                TestClient client = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            HttpCall call = client.call().head("POST", "/x", "content-length", "4");
            sent.pass();
            call.data("body").end();

            assertThat(call.status()).isEqualTo(500);
            Waiting.until(
                    "the used connection to close", () -> upstream.connection(0).isPeerClosed());
        }
    }

    private static HttpCall post(TestClient client, String path) {
        return client.call().whole("POST", path, "body");
    }

    private static void answer(ScriptedConnection connection, boolean ends) throws Exception {
        try {
            while (true) {
                ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                if (ends) {
                    connection.fin();
                    return;
                }
                connection.send(end.answer('R', "answer"));
            }
        } catch (EOFException givenUp) {
            // What a failed exchange had sent is not to be answered.
        }
    }

    private static EndpointStatus upstreamOf(TestGateway gateway) {
        return gateway.gateway().clusters().getFirst().endpoints().getFirst();
    }

    private static String two(String bad, String good) {
        return """
                clusters:
                  up: { endpoints: ["%%s"], wire: { probe: {} } }
                routes:
                  - { id: bad, match: { path: /bad }, cluster: up, probe: %s }
                  - { id: good, match: { path: /good }, cluster: up, probe: %s }
                """.formatted(bad, good);
    }
}
