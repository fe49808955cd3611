package dev.trestle.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.settings.Problem;
import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway;
import dev.trestle.source.YamlSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples of a route, run by a check. */
class ExamplesTest {
    private static final String ROUTES = """
            clusters:
              ledger:
                endpoints: ["127.0.0.1:1"]
                wire:
                  raw:
                    frame: { length: { bytes: 4 } }
                    header:
                      - { name: status, type: u16 }
            routes:
              - id: taken
                match: { method: GET, path: /v1/accounts/mine }
                cluster: ledger
                raw: { payload: { json: { object: { own: { const: true } } } } }
              - id: balance
                match: { method: POST, path: "/v1/accounts/{iban}" }
                cluster: ledger
                raw:
                  payload:
                    json: { object: { iban: path.iban, on: { from: body.on, required: true } } }
                reply:
                  headers: { X-Of: "{result.iban}" }
                  errors: [{ header: status, not: "0", status: 404, code: unknown }]
                examples:
                  - EXAMPLE
            """;

    /** {@code {"iban":"A","n":9007199254740993}}, and its status 0 before it. */
    private static final String REPLY =
            "00000023 0000 7b226962616e223a2241222c226e223a393030373139393235343734303939337d";

    private static final String CALL = "request: { path: /v1/accounts/A, body: { on: 1 } }";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            arguments: { payload.iban: A, payload.on: "1" }
            sent: "00000015 0000 7b226962616e223a2241222c226f6e223a317d"
            reply: REPLY, response: { headers: { X-Of: A }, body: { n: 9007199254740993 } }
            reply: REPLY, response: { body: { n: 9007199254740993, iban: A } }
            reply: 000000040001 7b7d, response: { status: 404, body: { code: unknown } }
            """)
    void example_isGood_whenAllOfItComesOut(String expected) {
        assertThat(problems(CALL + ", " + expected)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            arguments: { payload.iban: B }                        | arguments["payload.iban"]: B (the call has A)
            arguments: { payload.iba: A }                         | arguments["payload.iba"]: no such argument (did you mean: payload.iban?)
            sent: "00"                                            | sent: the service gets 25 bytes, other ones from byte 1 on
            response: { status: 200 }                             | response: nothing answers (expected: reply
            reply: REPLY, response: { status: 404 }               | response.status: 404 (the client gets 200 {
            reply: REPLY, response: { body: { n: 9007199254740992 } } | response.body.n: the client gets 9007199254740993
            reply: REPLY, response: { body: { m: 1 } }            | response.body.m: not there
            reply: REPLY, response: { body: { n: .inf } }         | response.body.n: the client gets 9007199254740993
            reply: REPLY, response: { body: [1] }                 | response.body: the client gets {
            reply: REPLY, response: { headers: { X-Of: B } }      | response.headers.X-Of: B (the client gets A)
            reply: REPLY, response: { headers: { X-On: B } }      | response.headers.X-On: B (the client gets none)
            reply: 0000                                           | the client gets 502
            reply: xyz                                            | reply: xyz (expected: bytes in hex)
            """)
    void problem_saysWhatComesOutInstead(String written, String problem) {
        assertThat(problems(CALL + ", " + written))
                .singleElement()
                .asString()
                .contains("routes[1].examples[0]")
                .contains(problem);
    }

    @Test
    void problem_saysWhoServesTheRequest_whenItIsAnother() {
        assertThat(problems("request: { method: GET, path: /v1/accounts/mine }"))
                .singleElement()
                .asString()
                .endsWith("examples[0].request.path: /v1/accounts/mine is served by route taken (expected: this one)");
        assertThat(problems("request: { path: /v2 }"))
                .singleElement()
                .asString()
                .contains("served by no route");
    }

    /** A Dubbo provider's exception, with its stack trace, has seven thousand bytes. */
    @Test
    void reply_mayBeLong() {
        String body = "7b226962616e223a22" + "41".repeat(50_000) + "227d";
        String reply = "%08x 0000 %s".formatted(2 + body.length() / 2, body);
        assertThat(problems(
                        CALL + ", reply: \"" + reply + "\", response: { body: { iban: " + "A".repeat(50_000) + " } }"))
                .isEmpty();
    }

    @Test
    void problem_saysWhyNoCallIsMade() {
        assertThat(problems("request: { path: /v1/accounts/A, body: {} }"))
                .singleElement()
                .asString()
                .contains("the client gets 400", "body.on", "(expected: a call)");
        assertThat(problems("request: { path: /v1/accounts/A, body: {} }, response: { status: 400 }"))
                .isEmpty();
    }

    private static List<String> problems(String example) {
        String yaml = ROUTES.replace("EXAMPLE", "{ " + example.replace("REPLY", "\"" + REPLY + "\"") + " }");
        return Gateway.check(new YamlSource(Map.of()).parse("t.yaml", yaml, Path.of(".")), Factories.discovered())
                .stream()
                .map(Problem::toString)
                .toList();
    }
}
