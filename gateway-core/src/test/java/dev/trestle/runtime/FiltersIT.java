package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Failure;
import dev.trestle.runtime.TestClient.Kind;
import dev.trestle.testkit.EchoCodecFactory;
import dev.trestle.testkit.Waiting;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and replies on their way through filters, over real sockets. */
@ParameterizedClass
@EnumSource(names = {"HTTP_1_1", "H2C"})
class FiltersIT {
    private final ProbeFilterFactory filters = new ProbeFilterFactory();
    private final Kind kind;

    FiltersIT(Kind kind) {
        this.kind = kind;
    }

    @AfterEach
    void everythingIsClosed() {
        assertThat(filters.open).hasValue(0);
        assertThat(filters.exchanges).hasValue(0);
    }

    private TestGateway start(String mode, String listener, String route) {
        return TestGateway.start(
                yaml(mode, listener, route), new Factories(List.of(new EchoCodecFactory()), List.of(filters)));
    }

    private static String yaml(String mode, String listener, String route) {
        return """
                listeners: [{ http: 0, filters: [%s] }]
                clusters:
                  up: { endpoints: ["127.0.0.1:1"], wire: { echo: {} } }
                routes:
                  - { match: { path: /x }, cluster: up, timeout: 500ms, echo: { body: %s }, filters: [%s] }
                """.formatted(listener, mode, route);
    }

    private static String probe(String name, String... does) {
        return "{ probe: { name: " + name + ", does: [" + String.join(", ", does) + "] } }";
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "streamed"})
    void filters_runInOrder_andBackwardsForTheReply(String mode) {
        try (TestGateway gateway = start(mode, probe("a") + "," + probe("b"), probe("c", "upperRequest"));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().whole("POST", "/x?y=1", "body", "x-two", "1", "x-two", "2");

            assertThat(call.text()).isEqualTo("<BODY>");
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.header("x-target")).isEqualTo("POST /x?y=1");
            assertThat(call.header("x-seen")).contains("x-two=1;x-two=2;", "x-passed=a,b,c;", "host=localhost");
            assertThat(call.header("x-back")).isEqualTo("c,b,a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "streamed"})
    void body_isGatheredAndReplaced_onBothSides(String mode) {
        try (TestGateway gateway = start(mode, "", probe("a", "upperRequest", "upperReply"));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().head("POST", "/x", "transfer-encoding", "chunked");
            call.data("one ").data("two ").data("three").end();

            assertThat(call.text()).isEqualTo("<<ONE TWO THREE>>");
            boolean whole = mode.equals("whole");
            assertThat(call.header("x-seen").contains("content-length=15;")).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"body", ""})
    void request_hasTheLengthOfItsBody_andNoneWithout(String body) {
        try (TestGateway gateway = start("whole", "", probe("a"));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            assertThat(client.call().bare("GET", "/x").header("x-seen")).doesNotContain("content-length");
            HttpCall call = client.call().head("POST", "/x", "content-length", String.valueOf(body.length()));
            call.data(body).end();

            assertThat(call.text()).isEqualTo(body);
            assertThat(call.header("x-seen")).contains("content-length=" + body.length() + ";");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "streamed"})
    void host_isWhatTheLastFilterHasMadeOfIt(String mode) {
        try (TestGateway gateway = start(mode, "", probe("a", "rehost"));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            assertThat(client.call().bare("GET", "/x").header("x-seen"))
                    .contains("host=other;")
                    .doesNotContain("localhost");
        }
    }

    /** The last filter holds the reply; the one before it writes and resumes meanwhile, what the first one sees in its order. */
    @ParameterizedTest
    @ValueSource(strings = {"whole", "streamed"})
    void nothingGoesBehindAMessage_orBeforeIt(String mode) {
        String last = probe("b", "writeBetween") + "," + probe("c", "pauseReply");
        try (TestGateway gateway = start(mode, probe("a", "upperReply"), last);
                TestClient client = TestClient.connect(kind, gateway.port())) {
            for (int i = 0; i < 3; i++) {
                HttpCall call = client.call().bare("GET", "/x");
                assertThat(call.status()).isEqualTo(200);
                assertThat(call.text()).isEqualTo("<!>");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "streamed"})
    void requestThatIsHeld_goesNowhere_onceItsTimeIsUp(String mode) {
        String holds = probe("a", "pauseRequestForEver", "pauseReply", "resumeBoth");
        try (TestGateway gateway = start(mode, "", holds);
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().whole("POST", "/x", "body");

            assertThat(call.status()).isEqualTo(504);
            assertThat(call.text()).contains("\"code\":\"timeout\"").endsWith("}");
            assertThat(gateway.ended("it", e -> true).failure()).isEqualTo(Failure.TIMEOUT);
        }
    }

    @ParameterizedTest
    @CsvSource({"whole, ''", "streamed, ''", "whole, noReplies", "streamed, noReplies"})
    void whatAFilterWritesAtTheEnd_goesNowhere(String mode, String also) {
        try (TestGateway gateway = start(mode, probe("a"), probe("b", "writeLate", also));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.call().whole("POST", "/x", "body").text()).isEqualTo("body");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "streamed"})
    void trailers_areShownAndFilled(String mode) {
        try (TestGateway gateway = start(mode, "", probe("a"));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().head("POST", "/x", "transfer-encoding", "chunked");
            call.data("x").end("x-sum", "7");

            assertThat(call.text()).isEqualTo("x");
            String trailers = mode.equals("whole")
                    ? call.header("x-trailers")
                    : call.trailers().get("x-trailers");
            assertThat(trailers).isEqualTo("x-sum=7;x-more=a;");
        }
    }

    /** Of one, two and three filters that look at no replies: behind the others, between them, before them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    whole    | a     | b,c
                    streamed | a     | b,c
                    whole    | b     | a,c
                    streamed | b     | a,c
                    whole    | c     | a,b
                    streamed | b,c   | a
                    streamed | a,b,c |
                    whole    | a,b,c |
                    """)
    void filters_seeNoReply_whenTheyLookAtNone(String mode, String blind, @Nullable String seeing) {
        String[] all = Stream.of("a", "b", "c")
                .map(name -> blind.contains(name) ? probe(name, "noReplies") : probe(name, "pauseReply"))
                .toArray(String[]::new);
        try (TestGateway gateway = start(mode, all[0] + "," + all[1], all[2]);
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().whole("POST", "/x", "body");

            assertThat(call.text()).isEqualTo("body");
            assertThat(call.header("x-seen")).contains("x-passed=a,b,c;");
            String backwards =
                    seeing == null ? null : new StringBuilder(seeing).reverse().toString();
            assertThat(call.header("x-back")).isEqualTo(backwards);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "streamed"})
    void filter_goesOn_whenItResumes(String mode) {
        try (TestGateway gateway = start(mode, probe("a", "pauseRequest", "pauseReply"), probe("b", "pauseReply"));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            assertThat(client.call().whole("POST", "/x", "body").text()).isEqualTo("body");
            HttpCall bare = client.call().bare("GET", "/x");
            assertThat(bare.text()).isEmpty();
            assertThat(bare.header("x-back")).isEqualTo("b,a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pauseRequestForEver", "pauseReplyForEver"})
    void exchange_timesOut_whenAFilterHoldsItForEver(String holds) {
        try (TestGateway gateway = start("whole", probe("a"), probe("b", holds));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().whole("POST", "/x", "body");

            assertThat(call.status()).isEqualTo(504);
            assertThat(call.header("x-back")).endsWith("a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "streamed"})
    void answer_passesTheFiltersBeforeIt_andNoOther(String mode) {
        try (TestGateway gateway = start(mode, probe("a"), probe("b", "deny") + "," + probe("c"));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().whole("POST", "/x", "body");

            assertThat(call.text()).isEqualTo("no");
            assertThat(call.status()).isEqualTo(401);
            assertThat(call.header("x-by")).isEqualTo("b");
            assertThat(call.header("x-back")).isEqualTo("a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "streamed"})
    void answer_standsInForTheReply_whenItsHeadIsHeld(String mode) {
        try (TestGateway gateway = start(mode, probe("a"), probe("b", "replace") + "," + probe("c"));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x");

            assertThat(call.status()).isEqualTo(418);
            assertThat(call.header("x-back")).isEqualTo("a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"throwRequest", "throwReply", "status"})
    void filter_thatFails_costsItsExchange(String fails) {
        boolean request = fails.equals("throwRequest");
        Failure failure = request ? Failure.FILTER_FAILED : Failure.REPLY_FILTER_FAILED;
        try (TestGateway gateway = start("whole", "", probe("a", fails));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x");

            assertThat(call.status()).isEqualTo(failure.status());
            assertThat(call.text()).contains("\"code\":\"" + failure.code() + "\"");
            assertThat(gateway.ended("it", e -> true).failure()).isEqualTo(failure);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1025, 1023})
    void filter_thatWouldHoldTooMuch_costsItsExchange(int bytes) {
        Failure failure = bytes > 1024 ? Failure.BODY_TOO_LARGE : Failure.REPLY_TOO_LARGE;
        // The second one makes the reply two bytes larger than the first one may hold.
        String second = probe("b", "upperReply").replace("name: b", "name: b, max: 4096");
        try (TestGateway gateway = start("whole", probe("a"), second);
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().whole("POST", "/x", "x".repeat(bytes));

            assertThat(call.status()).isEqualTo(failure.status());
            assertThat(call.text()).contains(failure.code());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "streamed"})
    void target_isWhatTheFilterMakesOfIt_onTheSameRoute(String mode) {
        try (TestGateway gateway = start(mode, "", probe("a", "retarget"));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            assertThat(client.call().bare("GET", "/x").header("x-target")).isEqualTo("GET /other?q=1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "reload")
    void filtersOfListenersAndRoutes_areReplaced_whenTheConfigurationChanges(String unused) {
        try (TestGateway gateway = start("whole", probe("a"), probe("b"));
                TestClient client = TestClient.connect(kind, gateway.port())) {
            assertThat(client.call().bare("GET", "/x").header("x-back")).isEqualTo("b,a");
            assertThat(gateway.gateway().apply(gateway.load(yaml("whole", probe("c"), ""))))
                    .isEmpty();
            assertThat(client.call().bare("GET", "/x").header("x-back")).isEqualTo("c");
            Waiting.until("the old ones are closed", () -> filters.open.get() == 1);
            String gone = yaml("whole", "", "").replace("http: 0", "http: 0, host: 127.0.0.9");
            assertThat(gateway.gateway().apply(gateway.load(gone)))
                    .singleElement()
                    .asString()
                    .contains("0.0.0.0:0 has filters and listens until a restart");
        }
    }
}
