package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Failure;
import dev.trestle.codec.http.HttpCodecFactory;
import dev.trestle.runtime.TestClient.Kind;
import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a response ends, whatever its codec says of that. */
@Timeout(60)
class ReplyLengthsIT {
    private static TestGateway start(ScriptedUpstream upstream) {
        return TestGateway.start(TestGateway.probe(upstream.endpoint()));
    }

    private static ScriptedUpstream streaming(String head, String body) {
        return ScriptedUpstream.start(connection -> {
            ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
            connection.send(end.answer('H', head));
            connection.send(end.answer('D', body)).send(end.answer('E', ""));
        });
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1, abc", "HTTP_1_1, abcdefg", "H2C, abc", "H2C, abcdefg"})
    void response_isCut_whenItsBodyIsNotAsLongAsItsHeadSays(Kind kind, String body) {
        try (ScriptedUpstream upstream = streaming("200 content-length=5", body);
                TestGateway gateway = start(upstream);
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x");

            Waiting.until("the response is cut", call::isCut);
            assertThat(call.received()).isLessThan(5);
            gateway.ended("a length of another body", ended -> ended.failure() == Failure.UPSTREAM_MALFORMED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void response_isWhole_whenItsBodyIsAsLongAsItsHeadSays(Kind kind) {
        try (ScriptedUpstream upstream = streaming("200 content-length=5", "abcde");
                TestGateway gateway = start(upstream);
                TestClient client = TestClient.connect(kind, gateway.port())) {
            assertThat(client.call().bare("GET", "/x").await().text()).isEqualTo("abcde");
        }
    }

    @Test
    void response_endsWithItsConnection_whenTheClientKnowsNoChunks() throws IOException {
        try (ScriptedUpstream upstream = streaming("200 x-early=1", "streamed");
                TestGateway gateway = start(upstream);
                RawConnection client = new RawConnection(gateway.port())) {
            client.send("GET /x HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

            assertThat(client.head())
                    .contains(" 200 ")
                    .doesNotContainIgnoringCase("transfer-encoding")
                    .containsIgnoringCase("connection: close");
            assertThat(client.rest()).isEqualTo("streamed");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void response_isEmpty_whenTheServiceWasAskedForTheHeadAlone(Kind kind) {
        try (ScriptedUpstream server = ScriptedUpstream.start(ReplyLengthsIT::answerHead);
                TestGateway gateway = askingForHeads(server.endpoint());
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x").await();

            assertThat(call.status()).isEqualTo(200);
            assertThat(call.header("content-length")).isEqualTo("0");
            assertThat(client.call().bare("HEAD", "/x").await().header("content-length"))
                    .isEqualTo("99");
        }
    }

    private static TestGateway askingForHeads(String endpoint) {
        return TestGateway.start("""
                clusters:
                  up: { endpoints: ["%s"], wire: { http: {} } }
                routes:
                  - { id: x, match: { path: /x }, cluster: up, http: { method: HEAD } }
                """.formatted(endpoint), new Factories(List.of(new HttpCodecFactory()), List.of()));
    }

    private static void answerHead(ScriptedConnection connection) throws IOException {
        for (int i = 0; i < 2; i++) {
            assertThat(HttpUpstreamIT.head(connection)).startsWith("HEAD /x ");
            connection.send(HttpUpstreamIT.http("HTTP/1.1 200 OK\nContent-Length: 99\n\n"));
        }
    }
}
