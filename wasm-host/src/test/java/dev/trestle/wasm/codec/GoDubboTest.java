package dev.trestle.wasm.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.Frame;
import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Heartbeat;
import dev.trestle.bridge.Wire;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.testkit.CodecContract;
import dev.trestle.testkit.CodecSample;
import dev.trestle.testkit.FakeExchange;
import dev.trestle.testkit.RecordingWireWriter;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The Dubbo2 codec that is written in Go, with the SDK for it. */
class GoDubboTest {
    private static final String WIRE = """
            {'module': 'dubbo.wasm', 'frames': 'module', 'exchangesPerConnection': 1024, 'heartbeat': {},
             'limits': {'maxCallTime': '200ms'}}
            """;
    private static final String ALONE = "{'module': 'dubbo.wasm', 'limits': {'maxCallTime': '200ms'}}";
    private static final String CALL = """
            {'configuration': {'service': 'a.Users', 'method': 'get', 'args': [{'type': 'long', 'from': 'path.id'}]}}
            """;
    private static final long ID = FakeExchange.EXCHANGE_ID;

    @Test
    void frames_areCut_andHeartbeatsAnswered() {
        Wire wire = Rig.wire(WIRE).newWire();
        byte[] reply = reply(0x02, Long.MAX_VALUE, "91 05 'hello'");
        assertThat(scan(wire, reply, 10)).isEqualTo(new FrameScan.Incomplete(6));
        assertThat(scan(wire, reply, 20)).isEqualTo(new FrameScan.Incomplete(3));
        assertThat(scan(wire, reply, 23)).isEqualTo(new FrameScan.Whole(23, Long.MAX_VALUE));
        assertThat(scan(wire, new byte[16], 16)).isEqualTo(new FrameScan.Malformed("magic 0000 (expected: dabb)"));
        assertThat(scan(wire, reply(0x22, 0, "'N'"), 17)).isEqualTo(new FrameScan.Control(17));
        assertThat(control(wire, reply(0xE2, 77, "'N'")).written()).isEqualTo(reply(0x22, 77, "'N'"));
        assertThat(control(wire, reply(0xA2, 78, "01 'R'")).isDraining()).isTrue();
        Heartbeat heartbeat = Objects.requireNonNull(wire.heartbeat());
        assertThat(ByteBufUtil.getBytes(heartbeat.ping().get())).isEqualTo(frameOf(0xE2, 0, 0, "'N'"));
    }

    private static FrameScan scan(Wire wire, byte[] bytes, int length) {
        return wire.scan(Unpooled.wrappedBuffer(bytes, 0, length));
    }

    private static RecordingWireWriter control(Wire wire, byte[] frame) {
        RecordingWireWriter writer = new RecordingWireWriter();
        assertThat(scan(wire, frame, frame.length)).isEqualTo(new FrameScan.Control(frame.length));
        wire.onControl(new Frame(Unpooled.wrappedBuffer(frame), 0), writer);
        return writer;
    }

    @Nested
    class Calls extends CodecContract {
        @Override
        protected WireProtocol protocol() {
            return Rig.wire(ALONE);
        }

        @Override
        protected List<Call> calls() {
            BridgeCodec codec = Rig.codec(ALONE, CALL);
            CodecSample asked = CodecSample.of("asked", head("9007199254740993"))
                    .sends(frameOf(
                            0xC2,
                            0,
                            ID,
                            "'S' 0005 '2.0.2' 'S' 0007 'a.Users' 'S' 0005 '0.0.0' 'S' 0003 'get' 'S' 0001 'J'"
                                    + "'L' 0020000000000001 'H' 'S' 0004 'path' 'S' 0007 'a.Users' 'S' 0009 'interface'"
                                    + "'S' 0007 'a.Users' 'S' 0007 'version' 'S' 0005 '0.0.0' 'Z'"));
            String user =
                    "91 'C' 06 'a.User' 94 02 'id' 04 'name' 05 'level' 07 'balance' 60 'L' 0020000000000001 03 'Gr' c3bc"
                            + "'C' 07 'a.Level' 91 04 'name' 61 04 'GOLD' 'C' 14 'java.math.BigDecimal' 91 05 'value' 62 04 '1.10'";
            return List.of(
                    new Call(
                            codec,
                            asked.answeredBy(reply(0x02, ID, user))
                                    .gives(
                                            200,
                                            "{\"id\":9007199254740993,\"name\":\"Gr\u00fc\",\"level\":\"GOLD\",\"balance\":1.10}")),
                    new Call(codec, asked.answeredBy(reply(0x02, ID, "92")).gives(200, "null")),
                    new Call(
                            codec,
                            asked.answeredBy(reply(
                                            0x02,
                                            ID,
                                            "91 'H' 01 'a' 'X' 93 'T' cbff 5d80 01 'b' 4a 000000d04b9284b8 'Z'"))
                                    .gives(200, "{\"a\":[true,1023,-128],\"b\":\"1998-05-08T09:51:31Z\"}")),
                    new Call(
                            codec,
                            asked.answeredBy(reply(0x02, ID, "90 'C' 09 'a.Missing' 91 05 'cause' 60 51 90"))
                                    .gives(502, "{\"exception\":\"Missing\"}")),
                    new Call(codec, CodecSample.of("no number", head("seven")).gives(400)));
        }
    }

    private static RequestHead head(String id) {
        return new RequestHead(
                "GET", "/", "", Headers.empty(), new PathVariables(new String[] {"id"}, new String[] {id}));
    }

    private static byte[] reply(int flag, long id, String body) {
        return frameOf(flag, 20, id, body);
    }

    /** Bytes as drawn: hex and, between single quotes, text. */
    private static byte[] frameOf(int flag, int status, long id, String drawing) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String[] parts = drawing.split("'", -1);
        for (int i = 0; i < parts.length; i++) {
            body.writeBytes(
                    i % 2 == 1
                            ? parts[i].getBytes(StandardCharsets.ISO_8859_1)
                            : HexFormat.of().parseHex(parts[i].replace(" ", "")));
        }
        return ByteBuffer.allocate(16 + body.size())
                .putShort((short) 0xdabb)
                .put((byte) flag)
                .put((byte) status)
                .putLong(id)
                .putInt(body.size())
                .put(body.toByteArray())
                .array();
    }
}
