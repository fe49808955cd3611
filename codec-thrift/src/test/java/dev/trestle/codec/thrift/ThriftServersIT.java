package dev.trestle.codec.thrift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.Frame;
import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Wire;
import dev.trestle.bridge.http.TraceContext;
import dev.trestle.peer.launcher.Peer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Apache's own servers, over plain sockets. */
class ThriftServersIT {
    private static final String CALCULATOR = "../routes/idl/calculator.thrift";
    private static final String EVERYTHING = "../examples/thrift-server/src/main/thrift/everything.thrift";

    /** One connection to a server, with the wire that cuts what it says. */
    private static final class Connection implements AutoCloseable {
        private final Rig rig;
        private final Socket socket;
        private final Wire wire;
        private final ByteBuf in = Unpooled.buffer();
        private long exchangeId;

        Connection(Peer peer, Rig rig) throws IOException {
            this.rig = rig;
            this.socket = new Socket(InetAddress.getLoopbackAddress(), peer.port());
            this.socket.setSoTimeout(10_000);
            this.wire = rig.wire().newWire();
        }

        /** Sends a call and waits for its reply. */
        String call(String service, String method, String body) throws IOException {
            ThriftCodec codec = send(service, method, body);
            return decode(codec, receive());
        }

        ThriftCodec send(String service, String method, String body) throws IOException {
            exchangeId++;
            rig.exchangeId = exchangeId;
            ThriftCodec codec = rig.codec(service, method);
            ByteBuf call = rig.encode(codec, body);
            call.readBytes(socket.getOutputStream(), call.readableBytes());
            call.release();
            return codec;
        }

        String decode(ThriftCodec codec, Frame reply) {
            return Rig.shown(codec.decode(reply, new TestExchange(rig.exchangeId)));
        }

        Frame receive() throws IOException {
            while (true) {
                FrameScan scan = in.isReadable() ? wire.scan(in) : FrameScan.ONE_MORE;
                if (scan instanceof FrameScan.Whole whole) {
                    byte[] frame = new byte[whole.length()];
                    in.readBytes(frame);
                    return new Frame(Unpooled.wrappedBuffer(frame), whole.exchangeId());
                }
                assertThat(scan).isInstanceOf(FrameScan.Incomplete.class);
                // A few bytes at a time: the scan has to go on where it was.
                if (in.writeBytes(socket.getInputStream(), 7) < 0) {
                    throw new IOException("the server closed");
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static Rig rig(String idl, String transport, String protocol) {
        return Rig.file(idl)
                .transport(ThriftWireSettings.Transport.valueOf(transport.toUpperCase(java.util.Locale.ROOT)))
                .protocol(ThriftWireSettings.Protocol.valueOf(protocol.toUpperCase(java.util.Locale.ROOT)));
    }

    /** What the server's own library reads, it says in its log. */
    @Test
    void header_carriesTheTrace() throws Exception {
        Path log = Path.of("../examples/thrift-server-python/target/peer.log");
        String trace = UUID.randomUUID().toString().replace("-", "");
        try (Peer peer = Peer.start("thrift-server-python", "--transport", "header");
                Connection connection = new Connection(peer, rig(CALCULATOR, "header", "binary"))) {
            connection.rig.trace = new TraceContext(trace, "00f067aa0ba902b7", 1, "a=1");

            assertThat(connection.call("Calculator", "add", "{\"a\":1,\"b\":2}"))
                    .isEqualTo("200 3");
            assertThat(Files.readString(log))
                    .contains("header traceparent 00-" + trace + "-00f067aa0ba902b7-01", "header tracestate a=1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "thrift-server, framed, binary, selector",
        "thrift-server, framed, compact, selector",
        "thrift-server, framed, binary, nonblocking",
        "thrift-server, framed, compact, threadpool",
        "thrift-server, framed, binary, simple",
        "thrift-server, buffered, binary, threadpool",
        "thrift-server, buffered, compact, threadpool",
        "thrift-server, buffered, compact, simple",
        "thrift-server-python, framed, binary, ''",
        "thrift-server-python, buffered, compact, ''",
        "thrift-server-python, header, binary, ''",
        "thrift-server-python, header, compact, ''",
    })
    void calculator_answers_onEveryServer(String server, String transport, String protocol, String kind)
            throws IOException {
        List<String> options = new java.util.ArrayList<>(List.of("--transport", transport, "--protocol", protocol));
        if (!kind.isEmpty()) {
            options.addAll(List.of("--server", kind));
        }
        try (Peer peer = Peer.start(server, options.toArray(String[]::new));
                Connection connection = new Connection(peer, rig(CALCULATOR, transport, protocol))) {
            assertThat(connection.call("Calculator", "add", "{\"a\":1,\"b\":2}"))
                    .isEqualTo("200 3");
            String divide = "{\"work\":{\"op\":\"DIVIDE\",\"num1\":9007199254740993,\"num2\":%d}}";
            assertThat(connection.call("Calculator", "work", divide.formatted(1)))
                    .isEqualTo("200 9007199254740993");
            assertThat(connection.call("Calculator", "work", divide.formatted(0)))
                    .startsWith("502 ")
                    .contains("\"exception\":\"InvalidOperation\"");
            connection.send("Calculator", "ping", "");
            assertThat(connection.call("Calculator", "add", "{\"a\":-1,\"b\":-2}"))
                    .isEqualTo("200 -3");
        }
    }

    @ParameterizedTest
    @CsvSource({"framed, binary", "framed, compact", "buffered, binary", "buffered, compact"})
    void everything_comesBack_asItWasSent(String transport, String protocol) throws IOException {
        try (Peer peer = Peer.start(
                        "thrift-server", "--transport", transport, "--protocol", protocol, "--service", "everything");
                Connection connection = new Connection(peer, rig(EVERYTHING, transport, protocol))) {
            String value = """
                    {"flag":true,"octet":-128,"small":32767,"number":-5,"big":9007199254740993,"ratio":0.1,"text":"é😀","blob":"AP8Q",\
                    "color":"GREEN","owner":-1,"origin":{"x":1,"y":-1},"corner":{"x":0,"y":0},"longs":[1,9223372036854775807],\
                    "names":["a"],"counts":{"k":-7},"labels":[[{"x":1,"y":2},"p"]],"matrix":[[1],[],[2,3]],\
                    "palettes":{"-1":["BLUE"]},"value":{"texts":["x","y"]},"limit":3,"greeting":"g","tags":[],"note":"n",\
                    "values":[{"number":5},{"point":{"x":1,"y":1}}],"answer":0,"flags":[true,false],\
                    "tree":{"name":"r","children":[{"name":"c"}]},"friends":[7],"places":{"9":{"x":1,"y":2}},"far":"away"}""";
            assertThat(connection.call("EverythingService", "echo", "{\"value\":" + value + "}"))
                    .isEqualTo("200 " + value);
            assertThat(connection.call("EverythingService", "echo", "{\"value\":{\"origin\":{\"x\":1,\"y\":2}}}"))
                    .contains("\"color\":\"BLUE\"", "\"greeting\":\"hello\"", "\"tags\":[\"a\",\"b\"]", "\"answer\":42")
                    .doesNotContain("corner");
            assertThat(connection.call("EverythingService", "echoDoubles", "{\"values\":[\"NaN\",\"-Infinity\",-0.0]}"))
                    .isEqualTo("200 [\"NaN\",\"-Infinity\",-0.0]");
            assertThat(connection.call(
                            "EverythingService",
                            "join",
                            "{\"a\":1,\"b\":2,\"c\":3,\"d\":\"d\",\"e\":true,\"f\":1.5,\"g\":7,\"h\":[2,1]}"))
                    .isEqualTo("200 \"1,2,3,d,true,1.5,7,[1, 2]\"");
            assertThat(connection.call("EverythingService", "blob", "{\"length\":100000}"))
                    .hasSize(4 + 2 + 133_336);
        }
    }

    @Test
    void misbehaviour_isAFailure_andTheConnectionGoesOn() throws IOException {
        try (Peer peer = Peer.start("thrift-server", "--service", "everything");
                Connection connection = new Connection(peer, rig(EVERYTHING, "framed", "binary"))) {
            assertThat(connection.call("EverythingService", "crash", ""))
                    .startsWith("502 ")
                    .contains("internal_error");
            assertThat(connection.call("EverythingService", "absent", ""))
                    .startsWith("502 ")
                    .contains("missing_result");
            assertThat(connection.call("EverythingService", "attempt", "{\"what\":\"refuse\"}"))
                    .contains("\"Refused\"");
            assertThat(connection.call("EverythingService", "attempt", "{\"what\":\"busy\"}"))
                    .contains("\"Busy\"");
            assertThat(connection.call("EverythingService", "check", "{\"what\":\"refuse\"}"))
                    .contains("\"Refused\"");
            assertThat(connection.call("EverythingService", "check", "{\"what\":\"x\"}"))
                    .isEqualTo("200 ");
            assertThat(connection.call("EverythingService", "nothing", "")).isEqualTo("200 ");
            assertThat(connection.call("EverythingService", "hello", "{\"name\":\"x\"}"))
                    .isEqualTo("200 \"hello x\"");
            assertThat(connection.call("EverythingService", "findUser", "{\"id\":0}"))
                    .contains("\"NotFound\"");
            connection.send("EverythingService", "post", "{\"text\":\"t\"}");
            assertThat(connection.call("EverythingService", "posted", "")).isEqualTo("200 \"t\"");
        }
        try (Peer peer = Peer.start("thrift-server");
                Connection connection = new Connection(peer, rig(EVERYTHING, "framed", "binary"))) {
            assertThat(connection.call("EverythingService", "nothing", ""))
                    .startsWith("502 ")
                    .contains("unknown_method");
        }
    }

    @Test
    void pipelinedCalls_areAnswered_eachWithItsId() throws IOException {
        try (Peer peer = Peer.start("thrift-server", "--service", "everything");
                Connection connection =
                        new Connection(peer, rig(EVERYTHING, "framed", "binary").pipeline(8))) {
            connection.send("EverythingService", "sleep", "{\"millis\":50}");
            connection.send("EverythingService", "sleep", "{\"millis\":1}");
            ThriftCodec codec = connection.send("EverythingService", "sleep", "{\"millis\":2}");
            List<Frame> replies = List.of(connection.receive(), connection.receive(), connection.receive());
            assertThat(replies.stream().map(Frame::exchangeId)).containsExactlyInAnyOrder(1L, 2L, 3L);
            Frame third = replies.stream()
                    .filter(reply -> reply.exchangeId() == 3)
                    .findFirst()
                    .orElseThrow();
            assertThat(connection.decode(codec, third)).isEqualTo("200 \"slept 2\"");
        }
    }
}
