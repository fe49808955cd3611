package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Failure;
import dev.trestle.runtime.TestClient.Kind;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import java.io.EOFException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 requests that are well-formed frames, and too much or not right. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileHttp2IT {
    private ScriptedUpstream upstream;
    private TestGateway gateway;
    private TestClient client;

    @BeforeAll
    void start() {
        upstream = ScriptedUpstream.start(connection -> {
            try {
                while (true) {
                    connection.send(ProbeFrame.readUntil(connection, 'e').answer('R', "fine"));
                }
            } catch (EOFException closed) {
                // The gateway stops.
            }
        });
        gateway = TestGateway.start("listeners: [{ http: 0 }]\n" + TestGateway.probe(upstream.endpoint(), "probe: {}"));
    }

    @AfterAll
    void stop() {
        gateway.close();
        upstream.close();
    }

    @BeforeEach
    void connect() {
        client = TestClient.connect(Kind.H2C, gateway.port());
    }

    @AfterEach
    void disconnect() {
        client.close();
        gateway.awaitIdle();
        gateway.forget();
    }

    @ParameterizedTest
    @ValueSource(ints = {17_000, 40_000, 100_000})
    void request_is431AndConnectionGoesOn_whenHeadersAreTooLarge(int bytes) {
        HttpCall call = client.call().bare("GET", "/x", "x-big", "a".repeat(bytes));

        assertProblem(call, Failure.HEADERS_TOO_LARGE);
        assertThat(client.call().bare("GET", "/x").text()).isEqualTo("fine");
    }

    @Test
    void request_is431_whenHeadersAreTooMany() {
        String[] fields = new String[1_000];
        Arrays.fill(fields, "a");

        assertProblem(client.call().bare("GET", "/x", fields), Failure.HEADERS_TOO_LARGE);
    }

    @Test
    void request_is431_whenItsPathIsTooLong() {
        assertProblem(client.call().bare("GET", "/x?" + "a".repeat(17_000)), Failure.HEADERS_TOO_LARGE);
    }

    @Test
    void request_isServed_whenHeadersAreJustNotTooLarge() {
        assertThat(client.call().bare("GET", "/x", "x-big", "a".repeat(16_000)).text())
                .isEqualTo("fine");
    }

    /** Nobody keeps so much for an answer. */
    @Test
    void connection_closes_whenHeadersAreFarTooLarge() {
        client.call().bare("GET", "/x", "x-big", "a".repeat(1_000_000));

        Waiting.until("the connection is closed", () -> !client.isOpen());
        assertThat(gateway.endedCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/\u00e9", "/x?q=\u00c3\u00a9"})
    void request_is400_whenItsTargetIsNotVisibleAscii(String target) {
        assertProblem(client.call().bare("GET", target), Failure.BAD_REQUEST);
    }

    @Test
    void request_is417_whenItExpectsWhatIsUnknown() {
        assertProblem(client.call().bare("POST", "/x", "expect", "200-ok"), Failure.EXPECTATION_FAILED);
    }

    private void assertProblem(HttpCall call, Failure failure) {
        assertThat(call.status()).isEqualTo(failure.status());
        assertThat(call.header("content-type")).isEqualTo("application/problem+json");
        assertThat(call.text()).contains("\"code\":\"" + failure.code() + "\"");
        assertThat(gateway.ended("the failure", e -> e.failure() == failure).status())
                .isEqualTo(failure.status());
    }
}
