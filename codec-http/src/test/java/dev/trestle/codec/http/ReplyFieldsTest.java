package dev.trestle.codec.http;

import static dev.trestle.codec.http.Samples.codec;
import static dev.trestle.codec.http.Samples.get;
import static dev.trestle.codec.http.Samples.head;
import static dev.trestle.codec.http.Samples.http;
import static dev.trestle.codec.http.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.RequestHead;
import dev.trestle.testkit.CodecRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReplyFieldsTest {
    @Test
    void fields_arePassed_butForThoseOfOneConnection() {
        String reply = """
                HTTP/1.1 200 OK
                Set-Cookie: a
                Connection: x-hop
                X-Hop: b
                Keep-Alive: timeout=5
                Proxy-Authenticate: c
                Set-Cookie:\td\t
                X-Empty:
                Content-Length: 1

                a""";
        assertThat(fields("{}", get("/"), reply)).containsExactly("Set-Cookie: a", "Set-Cookie: d", "X-Empty: ");
    }

    @Test
    void length_isPassed_whenTheBodyIsNotThere() {
        assertThat(fields("{}", head("HEAD", "/"), "HTTP/1.1 200 OK\nContent-Length: 99\n\n"))
                .containsExactly("content-length: 99");
        assertThat(fields("{}", get("/"), "HTTP/1.1 304 Not Modified\nContent-Length: 99\n\n"))
                .isEmpty();
    }

    @Test
    void length_isPassed_whenTheBodyComesInPieces() {
        try (CodecRun run = run(codec(Samples.PLAIN, "{}"))) {
            run.request(get("/"), new byte[0]).receive(http("HTTP/1.1 200 OK\nContent-Length: 2\n\na"));
            assertThat(run.exchange().isReplyStarted()).isTrue();
            assertThat(run.receive(http("b")).outcome()).satisfies(outcome -> {
                assertThat(Objects.requireNonNull(outcome).headers().get("content-length"))
                        .isEqualTo("2");
                assertThat(outcome.text()).isEqualTo("ab");
            });
        }
    }

    @Test
    void via_namesTheGateway() {
        assertThat(fields("{'via': 'trestle'}", get("/"), "HTTP/1.1 200 OK\nVia: 1.0 x\nContent-Length: 0\n\n"))
                .containsExactly("via: 1.0 x, 1.1 trestle");
    }

    @Test
    void trailers_areAnnounced_butForThoseThatMayBeNone() {
        String reply = """
                HTTP/1.1 200 OK
                Trailer: X-Sum, content-length, Set-Cookie, a b
                Transfer-Encoding: chunked

                0
                X-Sum: 1
                Content-Length: 5
                Not-Announced: a

                """;
        assertThat(fields("{}", get("/"), reply)).containsExactly("trailer: x-sum");
    }

    private static List<String> fields(String wire, RequestHead head, String reply) {
        try (CodecRun run = run(codec(wire, "{}"))) {
            run.request(head, new byte[0]).receive(http(reply));
            List<String> fields = new ArrayList<>();
            Objects.requireNonNull(run.outcome()).headers().forEach((name, value) -> fields.add(name + ": " + value));
            return fields;
        }
    }
}
