package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Failure;
import dev.trestle.exchange.ExchangeSummary;
import dev.trestle.runtime.TestClient.Kind;
import dev.trestle.testkit.ScriptedUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What no route takes: the problem to the letter, and the same in what the listener hears. */
class ProblemsIT {
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void request_is404_whenNoRouteMatches(Kind kind) {
        try (TestGateway gateway = TestGateway.start(TestGateway.probe("127.0.0.1:1"));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/none?a=b", "x-request-id", "id-7");

            assertThat(call.text())
                    .isEqualTo("{\"type\":\"urn:trestle:problem:no_route\",\"title\":\"No route\",\"status\":404,"
                            + "\"detail\":\"no route for GET /none\",\"code\":\"no_route\"}");
            ExchangeSummary summary = gateway.ended("the exchange", e -> true);
            assertThat(summary.failure()).isEqualTo(Failure.NO_ROUTE);
            assertThat(summary.status()).isEqualTo(404);
            assertThat(summary.requestId()).isEqualTo("id-7");
            assertThat(summary.path()).isEqualTo("/none?a=b");
            assertThat(summary.route()).isNull();
            assertThat(summary.replyBytes()).isEqualTo(call.received());
        }
    }

    /** Its id is how its user and its line in the log are brought together, as with failures. */
    @Test
    void listener_hearsWhatTheServiceSaid_whenItsErrorIsMapped() {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection ->
                        connection.send(ProbeFrame.readUntil(connection, 'e').answer('M', "{}")));
                TestGateway gateway = TestGateway.start(TestGateway.probe(upstream.endpoint()));
                TestClient client = TestClient.connect(Kind.HTTP_1_1, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x", "x-request-id", "id-7");

            assertThat(call.status()).isEqualTo(404);
            assertThat(call.header("x-request-id")).isEqualTo("id-7");
            ExchangeSummary summary = gateway.ended("the exchange", e -> true);
            assertThat(summary.failure()).isNull();
            assertThat(summary.mappedCode()).isEqualTo("no_such_order");
            assertThat(summary.rpcStatus()).isEqualTo("EXCEPTION");
            assertThat(summary.detail()).isEqualTo("NoOrder: 7");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "H2C"})
    void request_is405WithAllow_whenOnlyItsMethodIsWrong(Kind kind) {
        String routes = TestGateway.probe("127.0.0.1:1").replace("{ path: /x }", "{ method: POST, path: /x }");
        try (TestGateway gateway = TestGateway.start(routes);
                TestClient client = TestClient.connect(kind, gateway.port())) {
            for (String method : new String[] {"GET", "OPTIONS", "DELETE"}) {
                HttpCall call = client.call().bare(method, "/x");

                assertThat(call.text())
                        .isEqualTo("{\"type\":\"urn:trestle:problem:method_not_allowed\","
                                + "\"title\":\"Method not allowed\",\"status\":405,"
                                + "\"detail\":\"" + method + " (expected: POST)\",\"code\":\"method_not_allowed\"}");
                assertThat(call.status()).isEqualTo(405);
                assertThat(call.header("allow")).isEqualTo("POST");
                assertThat(call.header("content-type")).isEqualTo("application/problem+json");
            }
            gateway.ended("the last one", e -> e.method().equals("DELETE"));
            assertThat(gateway.endedCount()).isEqualTo(3);
        }
    }
}
