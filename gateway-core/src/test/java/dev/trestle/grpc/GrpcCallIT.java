package dev.trestle.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.config.ClusterConfig;
import dev.trestle.filter.FieldMap;
import dev.trestle.filter.GrpcCallouts;
import dev.trestle.source.LoadedConfig;
import dev.trestle.source.YamlSource;
import dev.trestle.testkit.ScriptedConnection;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import dev.trestle.upstream.Cluster;
import dev.trestle.upstream.Clusters;
import dev.trestle.upstream.EventLoops;
import dev.trestle.upstream.NoWire;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls to peers that do not do as they should. */
@Timeout(60)
class GrpcCallIT {
    private final EventLoops loops = new EventLoops(1);
    private final GrpcLines lines = new GrpcLines();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
        loops.close();
    }

    private Cluster cluster(String endpoint) {
        String text = "listeners: [{ tcp: 0, cluster: c }]\nclusters:\n  c: { endpoints: [\"" + endpoint
                + "\"], pool: { connectTimeout: 300ms } }\n";
        LoadedConfig loaded = new YamlSource(Map.of()).parse("test.yaml", text, Path.of("."));
        ClusterConfig config =
                Objects.requireNonNull(loaded.config()).clusters().get("c");
        Cluster made = Clusters.create("c", Objects.requireNonNull(config), new NoWire(), loops);
        opened.add(() -> made.close(Duration.ZERO));
        return made;
    }

    private H2Peer peer(Consumer<H2Peer.Asked> script) {
        return peer(Http2Settings.defaultSettings(), script);
    }

    private H2Peer peer(Http2Settings settings, Consumer<H2Peer.Asked> script) {
        H2Peer peer = new H2Peer(loops.server(), settings, script);
        opened.add(peer);
        return peer;
    }

    /** One call, and what its listener was told. */
    private final class Heard implements GrpcCallouts.Listener {
        final List<String> lines = new CopyOnWriteArrayList<>();
        final GrpcCall call;

        Heard(Cluster cluster, Duration timeout, FieldMap metadata) {
            call = new GrpcCall(
                    new GrpcCallouts.Call("c", "pkg.Greeter", "Hello", metadata, timeout, 100), timeout, this);
            loops.any().execute(() -> call.start(loops.any(), cluster, GrpcCallIT.this.lines));
        }

        Heard send(String message, GrpcCallouts.More more) {
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            call.onGiven(bytes);
            loops.any().execute(() -> call.send(bytes, more));
            return this;
        }

        @Override
        public void onMetadata(FieldMap metadata) {
            lines.add("metadata " + metadata.get(":status"));
        }

        @Override
        public void onMessage(byte[] message) {
            lines.add("message " + new String(message, StandardCharsets.UTF_8));
        }

        @Override
        public void onEnd(FieldMap trailers, int status, String message) {
            lines.add("end " + status + " " + message);
        }

        List<String> whole() {
            Waiting.until("the call has ended", () -> lines.stream().anyMatch(line -> line.startsWith("end ")));
            return lines;
        }

        String last() {
            return whole().getLast();
        }
    }

    private Heard ask(Cluster cluster) {
        return new Heard(cluster, Duration.ofSeconds(20), new FieldMap()).send("ask", GrpcCallouts.More.NO);
    }

    @Test
    void head_saysWhatGrpcWants_andNothingOfTheFiltersThatIsNotItsOwn() {
        H2Peer peer = peer(asked -> asked.trailers(":status", "200", "grpc-status", "0"));
        FieldMap metadata = new FieldMap();
        metadata.add("k", "v");
        metadata.add("te", "x");
        metadata.add("grpc-timeout", "1S");
        metadata.add("connection", "close");
        metadata.add(":path", "/other");
        new Heard(cluster(peer.endpoint()), Duration.ofMillis(1500), metadata).last();
        List<String> fields = new ArrayList<>();
        peer.heads.getFirst().forEach(field -> fields.add(field.getKey() + "=" + field.getValue()));
        assertThat(fields)
                .containsExactlyInAnyOrder(
                        ":method=POST",
                        ":scheme=http",
                        ":path=/pkg.Greeter/Hello",
                        ":authority=c",
                        "te=trailers",
                        "content-type=application/grpc",
                        "grpc-timeout=1500m",
                        "k=v");
    }

    @Test
    void messages_areCutOut_howeverTheyCome() {
        H2Peer peer = peer(asked -> {
            asked.begin().data(false, 0, 0, 0).data(false, 0, 2, 'a');
            asked.data(false, 'b', 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 'c').trailers("grpc-status", "0");
        });
        assertThat(ask(cluster(peer.endpoint())).whole())
                .containsExactly("metadata 200", "message ab", "message ", "message c", "end 0 ");
    }

    @ParameterizedTest
    @CsvSource({
        "CANCEL,1",
        "REFUSED_STREAM,14",
        "ENHANCE_YOUR_CALM,8",
        "INADEQUATE_SECURITY,7",
        "NO_ERROR,13",
        "INTERNAL_ERROR,13"
    })
    void status_isOfTheReset(Http2Error error, int status) {
        H2Peer peer = peer(asked -> asked.begin().reset(error));
        assertThat(ask(cluster(peer.endpoint())).last()).isEqualTo("end " + status + " the stream was reset: " + error);
    }

    @ParameterizedTest
    @CsvSource({"400,13", "401,16", "403,7", "404,12", "429,14", "503,14", "500,2", "302,2"})
    void status_isOfHttp_whenTheAnswerIsNoGrpc(String http, int status) {
        H2Peer peer = peer(asked -> asked.head(":status", http, "content-type", "text/html"));
        assertThat(ask(cluster(peer.endpoint())).whole())
                .containsExactly("end " + status + " HTTP status " + http + " (expected: 200)");
        Waiting.until("the rest is not wanted", () -> peer.log.contains("reset 3 CANCEL"));
    }

    @Test
    void answer_isRefused_whenItIsNotAsItShouldBe() {
        List<Consumer<H2Peer.Asked>> scripts = List.of(
                asked -> asked.head(":status", "200", "content-type", "text/html"),
                asked -> asked.begin().data(false, 1, 0, 0, 0, 1, 'a'),
                asked -> asked.begin().data(false, 2, 0, 0, 0, 1, 'a'),
                asked -> asked.begin().data(false, 0, 0, 0, 0, 101),
                asked -> asked.begin().data(false, 0, 0xFF, 0xFF, 0xFF, 0xFF),
                asked -> asked.begin().data(true, 0, 0, 0, 0, 0),
                asked -> asked.begin().data(false, 0, 0, 0, 0, 2, 'a').trailers("grpc-status", "0"),
                asked -> asked.begin().trailers("k", "v"),
                asked -> asked.begin().trailers("grpc-status", "x"),
                asked -> asked.trailers(":status", "503"));
        List<String> ends = new ArrayList<>();
        for (Consumer<H2Peer.Asked> script : scripts) {
            ends.add(ask(cluster(peer(script).endpoint())).last());
        }
        assertThat(ends)
                .containsExactly(
                        "end 2 content-type: text/html (expected: application/grpc)",
                        "end 13 a compressed message (expected: none)",
                        "end 13 flags 2 (expected: 0)",
                        "end 8 a message of 101 bytes (expected: 100 at most)",
                        "end 8 a message of 4294967295 bytes (expected: 100 at most)",
                        "end 13 the stream ended without trailers",
                        "end 13 the last message is not whole",
                        "end 2 no grpc-status",
                        "end 2 grpc-status: x (expected: a number); ",
                        "end 14 HTTP status 503 (expected: 200)");
    }

    @Test
    void calls_waitForTheirTurn_andNoneIsAskedThatWasCancelledBefore() {
        List<H2Peer.Asked> waiting = new CopyOnWriteArrayList<>();
        H2Peer peer = peer(Http2Settings.defaultSettings().maxConcurrentStreams(1), waiting::add);
        Cluster cluster = cluster(peer.endpoint());
        Heard first = ask(cluster);
        Heard second = ask(cluster);
        Heard third = ask(cluster);
        Waiting.until("the first is there", () -> waiting.size() == 1);
        loops.any().execute(second.call::cancel);
        loops.any().execute(() -> waiting.getFirst().trailers(":status", "200", "grpc-status", "0"));
        assertThat(first.last()).isEqualTo("end 0 ");
        Waiting.until("the third is there", () -> waiting.size() == 2);
        loops.any().execute(() -> waiting.getLast().trailers(":status", "200", "grpc-status", "5"));
        assertThat(third.last()).isEqualTo("end 5 ");
        assertThat(second.lines).isEmpty();
        assertThat(waiting).hasSize(2);
        assertThat(peer.connections).hasSize(1);
    }

    @Test
    void unsentBytes_areCounted_untilThePeerTakesThem() {
        H2Peer peer = peer(Http2Settings.defaultSettings().initialWindowSize(10), asked -> {});
        Heard heard = new Heard(cluster(peer.endpoint()), Duration.ZERO, new FieldMap());
        heard.send("0123456789", GrpcCallouts.More.YES).send("more", GrpcCallouts.More.YES);
        Waiting.until("the window is full", () -> peer.log.contains("data 10"));
        assertThat(heard.call.unsentBytes()).isEqualTo(14);
        loops.any().execute(heard.call::cancel);
        Waiting.until("nothing is left", () -> heard.call.unsentBytes() == 0);
        Waiting.until("the peer hears of it", () -> peer.log.contains("reset 3 CANCEL"));
        assertThat(heard.lines).isEmpty();
    }

    @Test
    void newCalls_goToAnotherConnection_whenThePeerGoesAway_andThoseItHasBegunGoOn() {
        List<H2Peer.Asked> waiting = new CopyOnWriteArrayList<>();
        H2Peer peer = peer(waiting::add);
        Cluster cluster = cluster(peer.endpoint());
        Heard begun = ask(cluster);
        Heard late = ask(cluster);
        Waiting.until("both are there", () -> waiting.size() == 2);
        loops.any().execute(() -> {
            var frame = new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR);
            // As servers do that mean well: whatever is on its way is taken.
            frame.setExtraStreamIds(Integer.MAX_VALUE);
            var unused = waiting.getFirst().context().writeAndFlush(frame);
        });
        Waiting.until("a new connection is used", () -> {
            ask(cluster);
            return peer.connections.size() == 2;
        });
        assertThat(peer.log).noneMatch(line -> line.startsWith("error"));
        assertThat(late.lines).isEmpty();
        loops.any().execute(() -> waiting.getFirst().trailers(":status", "200", "grpc-status", "0"));
        assertThat(begun.last()).isEqualTo("end 0 ");
    }

    @Test
    void calls_areUnavailable_whenTheirConnectionIsLost() throws Exception {
        H2Peer peer = peer(asked -> asked.begin().context().channel().close());
        Cluster cluster = cluster(peer.endpoint());
        assertThat(ask(cluster).last()).startsWith("end 14 ");
        assertThat(ask(cluster).last()).startsWith("end 14 ");
        assertThat(peer.connections).hasSize(2);
    }

    @Test
    void call_isUnavailable_whenThePeerSpeaksNoHttp2() throws Exception {
        try (ScriptedUpstream other = ScriptedUpstream.start(
                connection -> connection.send("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),
                ScriptedConnection::neverAnswer)) {
            Cluster cluster = cluster(other.endpoint());
            assertThat(ask(cluster).last()).startsWith("end 14 ");
            assertThat(ask(cluster).last()).isEqualTo("end 14 it has not begun to speak HTTP/2 within 300 ms");
        }
    }

    @Test
    void call_endsInTime_whenNothingComes() {
        H2Peer peer = peer(asked -> {});
        Cluster cluster = cluster(peer.endpoint());
        Heard heard = new Heard(cluster, Duration.ofMillis(200), new FieldMap());
        assertThat(heard.whole()).containsExactly("end 4 not within 200 ms");
        Waiting.until("the peer hears of it", () -> peer.log.contains("reset 3 CANCEL"));
    }

    @Test
    void calls_areBounded_onOneConnection() {
        H2Peer peer = peer(Http2Settings.defaultSettings().maxConcurrentStreams(1), asked -> {});
        Cluster cluster = cluster(peer.endpoint());
        for (int i = 0; i < GrpcLine.MAX_CALLS; i++) {
            ask(cluster);
        }
        assertThat(ask(cluster).whole()).containsExactly("end 8 too many calls");
    }
}
