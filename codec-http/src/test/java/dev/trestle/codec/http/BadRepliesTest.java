package dev.trestle.codec.http;

import static dev.trestle.codec.http.Samples.codec;
import static dev.trestle.codec.http.Samples.get;
import static dev.trestle.codec.http.Samples.http;
import static dev.trestle.codec.http.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.http.Failure;
import dev.trestle.testkit.CodecRun;
import dev.trestle.testkit.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadRepliesTest {
    private static final BridgeCodec CODEC = codec("{'maxHeaderBytes': '1KiB', 'maxHeaders': 10}", "{}");

    /** A bar stands for CR LF. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/2 200 OK||",
                "HTTP/1.2 200 OK||",
                "http/1.1 200 OK||",
                "HTTP/1.1  200 OK||",
                "HTTP/1.1 20 OK||",
                "HTTP/1.1 2000 OK||",
                "HTTP/1.1 -20 OK||",
                "HTTP/1.1 600 OK||",
                "HTTP/1.1 099 OK||",
                "HTTP/1.1 101 Switching Protocols||",
                "|HTTP/1.1 200 OK||",
                "SSH-2.0-OpenSSH_9.2|",
                "HTTP/1.1 200 OK\n\n",
                "HTTP/1.1 200 OK|A: b\n|",
                "HTTP/1.1 200 OK|A: b\rc: d||",
                "HTTP/1.1 200 OK|A: b\0c||",
                "HTTP/1.1 200 O\0K||",
                "HTTP/1.1 200 OK|A: b\u007f||",
                "HTTP/1.1 200 OK|A: b| folded||",
                "HTTP/1.1 200 OK| A: b||",
                "HTTP/1.1 200 OK|A : b||",
                "HTTP/1.1 200 OK|: b||",
                "HTTP/1.1 200 OK|no field||",
                "HTTP/1.1 200 OK|A\tB: c||",
                "HTTP/1.1 200 OK|Content-Length: -1||",
                "HTTP/1.1 200 OK|Content-Length: +1||",
                "HTTP/1.1 200 OK|Content-Length: 0x1||",
                "HTTP/1.1 200 OK|Content-Length: 1 1||",
                "HTTP/1.1 200 OK|Content-Length: 1;1||",
                "HTTP/1.1 200 OK|Content-Length:||",
                "HTTP/1.1 200 OK|Content-Length: ,||",
                "HTTP/1.1 200 OK|Content-Length: 9999999999999999999||",
                "HTTP/1.1 200 OK|Content-Length: 1|Content-Length: 2||",
                "HTTP/1.1 200 OK|Content-Length: 1, 2||",
                "HTTP/1.1 200 OK|Content-Length: 1|Transfer-Encoding: chunked||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked|Content-Length: 1||",
                "HTTP/1.1 204 No Content|Transfer-Encoding: chunked|Content-Length: 1||",
                "HTTP/1.0 200 OK|Transfer-Encoding: chunked||",
                "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked, identity||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked|Transfer-Encoding: chunked||",
                "HTTP/1.1 200 OK|Transfer-Encoding: xchunked||",
                "HTTP/1.1 200 OK|Transfer-Encoding:||",
            })
    void head_isMalformed(String head) {
        assertThat(outcome(head).failure()).isEqualTo(Failure.UPSTREAM_MALFORMED);
        assertThat(outcome(head).status()).isEqualTo(502);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "|",
                "x|",
                "-1|",
                "+1|",
                "0x1|",
                "1 |a|",
                " 1|a|",
                "1\n",
                "1000000000000000|",
                "ffffffffffffffff|",
                ";a=b|",
                "1|ab|",
                "1|a\n",
                "1|a0||",
                "0|A : b||",
                "0| folded: b||",
                "0|A: b\n|",
            })
    void chunk_isMalformed(String body) {
        assertThat(outcome("HTTP/1.1 200 OK|Transfer-Encoding: chunked||" + body)
                        .failure())
                .isEqualTo(Failure.UPSTREAM_MALFORMED);
    }

    @Test
    void endlessHeads_areMalformed() {
        String[] endless = {
            "HTTP/1.1 200 " + "x".repeat(2000),
            "HTTP/1.1 200 OK|A: " + "x".repeat(2000),
            "HTTP/1.1 200 OK|" + "A: b|".repeat(11) + "|",
            "HTTP/1.1 100 Continue||".repeat(100),
            "HTTP/1.1 200 OK|Transfer-Encoding: chunked||0|" + "A: b|".repeat(11),
            "HTTP/1.1 200 OK|Transfer-Encoding: chunked||0|A: " + "x".repeat(2000),
            "HTTP/1.1 200 OK|Transfer-Encoding: chunked||1;" + "x".repeat(5000),
        };
        for (String each : endless) {
            assertThat(outcome(each).failure()).as(each).isEqualTo(Failure.UPSTREAM_MALFORMED);
        }
    }

    @Test
    void sameLengthTwice_isOneLength() {
        assertThat(outcome("HTTP/1.1 200 OK|Content-Length: 2, 2|Content-Length: 2||ab")
                        .text())
                .isEqualTo("ab");
    }

    /** What stands behind a reply could be taken for the reply to the next request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK|Content-Length: 0||HTTP/1.1 200 OK|Content-Length: 6||stolen",
                "HTTP/1.1 204 No Content|Content-Length: 1||a",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||0||a",
                "HTTP/1.1 200 OK|Content-Length: 1||ab",
                "HTTP/1.1 200 OK|Content-Length: 1|Connection: Close||a",
                "HTTP/1.1 200 OK|Content-Length: 1|Connection: a, close||a",
                "HTTP/1.0 200 OK|Content-Length: 1||a",
            })
    void connection_isNotUsedAgain(String reply) {
        try (CodecRun run = run(CODEC)) {
            run.request(get("/"), new byte[0]).receive(bytes(reply));
            assertThat(outcome(run).failure()).isNull();
            assertThat(run.exchange().isHalfClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK|Content-Length: 1||a",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||1|a|0||",
                "HTTP/1.1 304 Not Modified|Content-Length: 1||",
                "HTTP/1.0 200 OK|Content-Length: 1|Connection: keep-alive||a",
            })
    void connection_isUsedAgain(String reply) {
        try (CodecRun run = run(CODEC)) {
            run.request(get("/"), new byte[0]).receive(bytes(reply));
            assertThat(outcome(run).failure()).isNull();
            assertThat(run.exchange().isHalfClosed()).isFalse();
        }
    }

    @Test
    void connection_isNotUsedAgain_whenTheReplyCameBeforeTheRequestWasSent() {
        try (CodecRun run = run(CODEC)) {
            run.head(Samples.head("POST", "/")).body(new byte[10]);
            run.receive(http("HTTP/1.1 413 Content Too Large\nContent-Length: 0\n\n"));
            assertThat(outcome(run).status()).isEqualTo(413);
            assertThat(run.exchange().isHalfClosed()).isTrue();
        }
    }

    private static Outcome outcome(String reply) {
        try (CodecRun run = run(CODEC)) {
            run.request(get("/"), new byte[0]).receive(bytes(reply)).upstreamEnd();
            assertThat(run.surprise()).isNull();
            return outcome(run);
        }
    }

    private static Outcome outcome(CodecRun run) {
        return Objects.requireNonNull(run.outcome());
    }

    private static byte[] bytes(String drawing) {
        return drawing.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
