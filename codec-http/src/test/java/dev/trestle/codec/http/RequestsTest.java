package dev.trestle.codec.http;

import static dev.trestle.codec.http.Samples.codec;
import static dev.trestle.codec.http.Samples.get;
import static dev.trestle.codec.http.Samples.head;
import static dev.trestle.codec.http.Samples.run;
import static dev.trestle.codec.http.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.testkit.CodecRun;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {
    @Test
    void client_isNamed_whateverItSaysOfItself() {
        String sent = sent(
                "{}",
                "{}",
                get(
                        "/",
                        "X-Forwarded-For",
                        "10.0.0.1",
                        "X-Forwarded-Secret",
                        "a",
                        "Forwarded",
                        "for=b",
                        "Accept",
                        "*/*"));
        assertThat(sent).isEqualTo("""
                GET / HTTP/1.1
                host: shop.example
                Accept: */*
                x-forwarded-for: 192.0.2.1
                x-forwarded-proto: http
                x-forwarded-host: shop.example
                x-request-id: request-1

                """);
    }

    @Test
    void client_isAppended_behindProxiesThatAreTrusted() {
        String sent = sent(
                "{'forwarded': 'append', 'via': 'trestle'}",
                "{}",
                get("/", "X-Forwarded-For", "10.0.0.1", "x-forwarded-proto", "https", "Via", "1.1 edge"));
        assertThat(sent)
                .contains("x-forwarded-for: 10.0.0.1, 192.0.2.1\n")
                .contains("x-forwarded-proto: https\n")
                .contains("x-forwarded-host: shop.example\n")
                .contains("via: 1.1 edge, 1.1 trestle\n")
                .doesNotContain("proto: http\n");
    }

    @Test
    void fieldsOfOneConnection_areNotPassed() {
        String sent = sent(
                Samples.PLAIN,
                "{}",
                get(
                        "/",
                        "Connection",
                        "Keep-Alive, X-Hop",
                        "X-Hop",
                        "a",
                        "Keep-Alive",
                        "timeout=5",
                        "TE",
                        "trailers",
                        "Upgrade",
                        "h2c",
                        "Proxy-Authorization",
                        "secret",
                        "Expect",
                        "100-continue",
                        "x-http2-scheme",
                        "https",
                        "X-End",
                        "b"));
        assertThat(sent).isEqualTo("GET / HTTP/1.1\nhost: shop.example\nX-End: b\nx-request-id: request-1\n\n");
    }

    @Test
    void cookies_areOneField() {
        assertThat(sent(Samples.PLAIN, "{}", get("/", "cookie", "a=1", "cookie", "b=2")))
                .contains("\ncookie: a=1; b=2\n");
    }

    @Test
    void host_isTheRoutes_beforeTheClusters() {
        String wire = "{'host': 'cluster.example:81', 'forwarded': 'none'}";
        assertThat(sent(wire, "{}", get("/"))).contains("\nhost: cluster.example:81\n");
        assertThat(sent(wire, "{'host': 'route.example'}", get("/"))).contains("\nhost: route.example\n");
        RequestHead without = new RequestHead("GET", "/", "", Headers.empty(), PathVariables.NONE);
        assertThat(sent(Samples.PLAIN, "{}", without)).contains("\nhost: sample\n");
    }

    @Test
    void fields_areSetAndRemoved() {
        String call = "{'headers': {'set': {'X-Tenant': 'main', 'Via': 'me'}, 'remove': ['Cookie', 'a']}}";
        assertThat(sent(Samples.PLAIN, call, get("/", "A", "1", "x-tenant", "other", "cookie", "b", "C", "2")))
                .isEqualTo("""
                        GET / HTTP/1.1
                        host: shop.example
                        C: 2
                        x-request-id: request-1
                        X-Tenant: main
                        Via: me

                        """);
    }

    @Test
    void fieldsOfTheGateway_areTheRoutes_whereItSaysSo() {
        String call = "{'headers': {'set': {'X-Request-Id': 'mine'}, 'remove': ['X-Forwarded-For', 'via']}}";
        assertThat(sent("{'via': 'trestle'}", call, get("/", "Via", "1.1 a")))
                .contains("\nX-Request-Id: mine\n")
                .doesNotContain("x-request-id", "x-forwarded-for", "via");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /api/{id}                | 7           | /api/7
            /api/{id}/x              | a b/ü%?#    | /api/a%20b%2F%C3%BC%25%3F%23/x
            /{id...}                 | a/b c/d;e   | /a/b%20c/d;e
            /käse/{id}               | x           | /k%C3%A4se/x
            /v.{id}                  | 1           | /v.1
            """)
    void path_isTheTemplate_encoded(String template, String value, String path) {
        RequestHead head = new RequestHead(
                "GET",
                "/as/sent",
                "q=%20&r",
                Headers.of("host", "h"),
                new PathVariables(new String[] {"id"}, new String[] {value}));
        assertThat(sent(Samples.PLAIN, "{'method': 'PATCH', 'path': '" + template + "'}", head))
                .startsWith("PATCH " + path + "?q=%20&r HTTP/1.1\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/../admin",
                "/a/./b",
                "/a/%2e%2e/b",
                "/a/.%2E/b",
                "/a/..;x=1/b",
                "/a/..%2fadmin",
                "/a/..%5Cadmin",
                "/a\\..\\b",
                "/a/..%3b/b",
                "a",
                "*",
                "/a b",
                "/a#b",
                "/a\rb",
                "/\u00e4",
            })
    void path_isRefused_whenServicesCouldReadAnother(String path) {
        assertThat(failure(get(path))).isEqualTo(Failure.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/...", "/a..b", "/.well-known/x", "/a/%2E%2Eb", "/a/b.", "/%2f%2f"})
    void path_isPassed_whenItsDotsAreOnlyDots(String path) {
        assertThat(sent(Samples.PLAIN, "{}", get(path))).startsWith("GET " + path + " HTTP/1.1\n");
    }

    @Test
    void variable_isRefused_whenItIsDots() {
        RequestHead head = new RequestHead(
                "GET", "/", "", Headers.empty(), new PathVariables(new String[] {"id"}, new String[] {".."}));
        assertThat(failure(codec(Samples.PLAIN, "{'path': '/a/{id}'}"), head)).isEqualTo(Failure.BAD_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb: c", "a\nb", "a\0", "a\u007f", "\u20ac"})
    void field_isRefused_whenItsValueIsNone(String value) {
        assertThat(failure(get("/", "A", value))).isEqualTo(Failure.BAD_REQUEST);
        assertThat(failure(get("/", value, "a"))).isEqualTo(Failure.BAD_REQUEST);
        assertThat(failure(head("G" + value, "/"))).isEqualTo(Failure.BAD_REQUEST);
        assertThat(failure(head("CONNECT", "/"))).isEqualTo(Failure.BAD_REQUEST);
    }

    @Test
    void body_hasItsLength_whenTheClientHasSaidIt() {
        try (CodecRun run = run(codec(Samples.PLAIN, "{}"))) {
            run.request(head("PUT", "/", "Content-Length", "10"), new byte[10]);
            assertThat(text(run.exchange().sent()))
                    .contains("content-length: 10\n\n\0\0")
                    .endsWith("\0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "11"})
    void body_isRefused_whenItIsNotAsLongAsSaid(String length) {
        try (CodecRun run = run(codec(Samples.PLAIN, "{}"))) {
            run.request(head("PUT", "/", "Content-Length", length), new byte[10]);
            assertThat(Objects.requireNonNull(run.outcome()).failure()).isEqualTo(Failure.BAD_REQUEST);
        }
    }

    private static Failure failure(RequestHead head) {
        return failure(codec(Samples.PLAIN, "{}"), head);
    }

    private static Failure failure(BridgeCodec codec, RequestHead head) {
        try (CodecRun run = run(codec)) {
            run.request(head, new byte[0]);
            assertThat(run.exchange().sent()).isEmpty();
            return Objects.requireNonNull(
                    Objects.requireNonNull(run.outcome(), "an outcome").failure());
        }
    }

    private static String sent(String wire, String call, RequestHead head) {
        try (CodecRun run = run(codec(wire, call))) {
            run.request(head, new byte[0]);
            assertThat(run.outcome()).isNull();
            return text(run.exchange().sent());
        }
    }
}
