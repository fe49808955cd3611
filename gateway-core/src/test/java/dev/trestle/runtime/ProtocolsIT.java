package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Failure;
import dev.trestle.runtime.TestClient.Kind;
import dev.trestle.testkit.Gate;
import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.TestCertificate;
import dev.trestle.testkit.Waiting;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a codec may do, seen by clients of every protocol the listener speaks. */
class ProtocolsIT {
    @TempDir
    static Path directory;

    @BeforeAll
    static void certificate() {
        TestCertificate.write(directory, "good");
    }

    @ParameterizedTest
    @EnumSource
    void bridge_seesHeadAndPlace_whenRequestHasNoBody(Kind kind) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame head = ProbeFrame.read(connection);
                    ProbeFrame.readUntil(connection, 'e');
                    connection.send(head.answer('R', head.text()));
                });
                TestGateway gateway = start(kind, upstream, "probe: {}");
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x", "x-probe", "value").await();

            assertThat(call.status()).isEqualTo(200);
            assertThat(call.text()).isEqualTo("GET /x value x up");
            assertThat(gateway.ended("the exchange", e -> true).protocol())
                    .isEqualTo(kind.isHttp2() ? "HTTP/2.0" : "HTTP/1.1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void bridge_seesRequestTrailers_whenClientSendsThem(Kind kind) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                    connection.send(end.answer('R', end.text()));
                });
                TestGateway gateway = start(kind, upstream, "probe: {}");
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().head("POST", "/x", chunked(kind));
            call.data("body").end("x-sum", "abc", "x-more", "def");

            assertThat(call.text()).isEqualTo("x-sum=abc x-more=def");
        }
    }

    @ParameterizedTest
    @EnumSource
    void bridge_seesRequestTrailers_whenItTakesWholeBodies(Kind kind) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame data = ProbeFrame.readUntil(connection, 'd');
                    ProbeFrame end = ProbeFrame.read(connection);
                    connection.send(end.answer('R', data.text() + "; " + end.text()));
                });
                TestGateway gateway = start(kind, upstream, "probe: { body: whole }");
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().head("POST", "/x", chunked(kind));
            call.data("two ").data("pieces").end("x-sum", "abc");

            assertThat(call.text()).isEqualTo("two pieces; x-sum=abc");
        }
    }

    @ParameterizedTest
    @EnumSource
    void reply_endsWithTrailers_whenBridgeSendsThem(Kind kind) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                    connection.send(end.answer('H', "201 x-early=1 trailer=x-late"));
                    connection.send(end.answer('D', "body"));
                    connection.send(end.answer('E', "x-late=2"));
                });
                TestGateway gateway = start(kind, upstream, "probe: {}");
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x").await();

            assertThat(call.status()).isEqualTo(201);
            assertThat(call.header("x-early")).isEqualTo("1");
            assertThat(call.text()).isEqualTo("body");
            assertThat(call.trailers()).containsEntry("x-late", "2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void bodies_flowBothWays_whenPiecesAlternate(Kind kind) {
        Gate secondSent = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame one = ProbeFrame.readUntil(connection, 'd');
                    connection.send(one.answer('H', "200 a=b")).send(one.answer('D', one.text() + "!"));
                    ProbeFrame two = ProbeFrame.readUntil(connection, 'd');
                    connection.pass(secondSent).send(two.answer('D', two.text() + "?"));
                    ProbeFrame.readUntil(connection, 'e');
                    connection.send(two.answer('E', ""));
                });
                TestGateway gateway = start(kind, upstream, "probe: {}");
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().head("POST", "/x", chunked(kind)).data("one");
            Waiting.until("the first piece", () -> call.received() == 4);
            call.data("two");
            secondSent.open();
            Waiting.until("the second piece", () -> call.received() == 8);
            call.end();

            assertThat(call.text()).isEqualTo("one!two?");
        }
    }

    /** 64 MiB in clear text, 4 MiB through TLS. */
    @ParameterizedTest
    @EnumSource
    void bodies_areExact_whenMegabytesFlowBothWays(Kind kind) {
        int pieces = kind.isSecure() ? 64 : 1024;
        byte[] piece = new byte[64 << 10];
        new Random(7).nextBytes(piece);
        CRC32 sum = new CRC32();
        for (int i = 0; i < pieces; i++) {
            sum.update(piece);
        }
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ProtocolsIT::echo);
                TestGateway gateway = start(kind, upstream, "maxBodyBytes: 64MiB", "timeout: 60s", "probe: {}");
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().head("POST", "/x", chunked(kind));
            for (int i = 0; i < pieces; i++) {
                call.data(piece);
            }
            call.end();

            assertThat(call.checksum()).isEqualTo(sum.getValue());
            assertThat(call.received()).isEqualTo((long) pieces * piece.length);
            assertThat(gateway.ended("the exchange", e -> true).requestBytes()).isEqualTo((long) pieces * piece.length);
            assertThat(gateway.ended("the exchange", e -> true).replyBytes()).isEqualTo((long) pieces * piece.length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void upstream_seesEnd_whenBridgeHalfCloses(Kind kind) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                    connection.readUntilEnd();
                    connection.send(end.answer('R', "after the end"));
                });
                TestGateway gateway = start(kind, upstream, "probe: { at: encodeEnd, deed: halfClose }");
                TestClient client = TestClient.connect(kind, gateway.port())) {
            assertThat(client.call().bare("GET", "/x").text()).isEqualTo("after the end");
            assertThat(client.call().bare("GET", "/x").text()).isEqualTo("after the end");
            assertThat(upstream.connectionCount()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void reply_costsNoConnection_whenBridgeAnswersFromHeaders(Kind kind) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ScriptedConnection::neverAnswer);
                TestGateway gateway = start(kind, upstream, "probe: { at: encodeHeaders, deed: reply }");
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x").await();

            assertThat(call.status()).isEqualTo(202);
            assertThat(call.header("x-by")).isEqualTo("ENCODE_HEADERS");
            assertThat(call.text()).isEqualTo("local");
            assertThat(upstream.connectionCount()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void reply_comesBeforeRequestEnds_whenBridgeAnswersFromData(Kind kind) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ScriptedConnection::neverAnswer);
                TestGateway gateway = start(kind, upstream, "probe: { at: encodeData, deed: reply }");
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().head("POST", "/x", chunked(kind)).data("first");

            assertThat(call.status()).isEqualTo(202);
            assertThat(call.header("x-by")).isEqualTo("ENCODE_DATA");
            assertThat(call.text()).isEqualTo("local");
            gateway.awaitIdle();
        }
    }

    /** What is left of the request would be taken for the beginning of the next. */
    @ParameterizedTest
    @EnumSource
    void connection_isNotUsedAgain_whenTheUpstreamAnsweredBeforeTheRequestEnded(Kind kind) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                        connection -> {
                            ProbeFrame first = ProbeFrame.readUntil(connection, 'd');
                            connection.send(first.answer('R', "early")).neverAnswer();
                        },
                        connection -> connection.send(
                                ProbeFrame.readUntil(connection, 'e').answer('R', "next")));
                TestGateway gateway = start(kind, upstream, "probe: {}");
                TestClient client = TestClient.connect(kind, gateway.port());
                TestClient other = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call()
                    .head("POST", "/x", "transfer-encoding", "chunked")
                    .data("part");
            assertThat(call.status()).isEqualTo(200);

            assertThat(other.call().bare("GET", "/x").text()).isEqualTo("next");
            assertThat(upstream.connectionCount()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void response_endsWithItsHead_whenMethodOrStatusHasNoBody(Kind kind) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame whole = ProbeFrame.readUntil(connection, 'e');
                    connection.send(whole.answer('R', "whole"));
                    ProbeFrame streamed = ProbeFrame.readUntil(connection, 'e');
                    connection.send(streamed.answer('H', "200"));
                    connection.send(streamed.answer('D', "part")).send(streamed.answer('E', ""));
                    ProbeFrame bodiless = ProbeFrame.readUntil(connection, 'e');
                    connection.send(bodiless.answer('H', "204"));
                    connection.send(bodiless.answer('D', "part")).send(bodiless.answer('E', ""));
                    ProbeFrame.readUntil(connection, 'e');
                    connection.send(bodiless.answer('R', "with body"));
                });
                TestGateway gateway = start(kind, upstream, "probe: {}");
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall whole = client.call().bare("HEAD", "/x").await();
            assertThat(whole.status()).isEqualTo(200);
            assertThat(whole.header("content-length")).isEqualTo("5");
            assertThat(whole.received()).isZero();
            assertThat(client.call().bare("HEAD", "/x").await().received()).isZero();
            HttpCall bodiless = client.call().bare("GET", "/x").await();
            assertThat(bodiless.status()).isEqualTo(204);
            assertThat(bodiless.received()).isZero();

            assertThat(client.call().bare("GET", "/x").text()).isEqualTo("with body");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_1_1_TLS"})
    void request_isRefused_whenItHasNoHost(Kind kind) {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ScriptedConnection::neverAnswer);
                TestGateway gateway = start(kind, upstream, "probe: {}");
                TestClient client = TestClient.connect(kind, gateway.port())) {
            HttpCall call = client.call().bare("GET", "/x", "host", "a", "host", "b");

            assertThat(call.status()).isEqualTo(400);
            assertThat(call.text()).contains("several hosts (expected: one host header)");
            assertThat(gateway.ended("the refusal", e -> true).failure()).isEqualTo(Failure.BAD_REQUEST);
        }
    }

    private static void echo(ScriptedConnection connection) throws Exception {
        ProbeFrame frame = ProbeFrame.read(connection);
        connection.send(frame.answer('H', "200"));
        for (frame = ProbeFrame.read(connection); frame.type() == 'd'; frame = ProbeFrame.read(connection)) {
            connection.send(ProbeFrame.bytes('D', frame.id(), frame.payload()));
        }
        connection.send(frame.answer('E', ""));
    }

    private static String[] chunked(Kind kind) {
        return kind.isHttp2() ? new String[0] : new String[] {"transfer-encoding", "chunked"};
    }

    private static TestGateway start(Kind kind, ScriptedUpstream upstream, String... route) {
        String listener = kind.isSecure()
                ? "listeners: [{ http: 0, tls: { certificate: good.crt, key: good.key } }]\n"
                : "listeners: [{ http: 0 }]\n";
        return TestGateway.start(listener + TestGateway.probe(upstream.endpoint(), route), directory);
    }
}
