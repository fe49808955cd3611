package dev.trestle.codec.raw;

import static dev.trestle.codec.raw.Samples.FACTORY;
import static dev.trestle.codec.raw.Samples.bytes;
import static dev.trestle.codec.raw.Samples.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.testkit.CodecRun;
import dev.trestle.testkit.JsonSettings;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Framings that real protocols use, drawn by hand from their descriptions: the frame that is sent, and the same one read. */
class RealFramingsTest {
    /**
     * One framing.
     *
     * @param call the header fields a call sets, beside its payload
     * @param frame the frame around the payload {@code hello}
     */
    record Framed(String name, String wire, String call, String frame) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Framed> FRAMINGS = List.of(
            of("4 bytes before the rest", "{'length': {}}", "00000005 'hello'"),
            of("2 bytes that count themselves", "{'length': {'bytes': 2, 'counts': 'frame'}}", "0007 'hello'"),
            of("1 byte", "{'length': {'bytes': 1}}", "05 'hello'"),
            of("3 bytes little-endian", "{'length': {'bytes': 3, 'encoding': 'little'}}", "050000 'hello'"),
            of("8 bytes", "{'length': {'bytes': 8}}", "0000000000000005 'hello'"),
            of("4 decimal digits", "{'length': {'encoding': 'decimal'}}", "'0005hello'"),
            of("4 hex digits", "{'length': {'encoding': 'hex'}}", "'0005hello'"),
            of("2 bytes of packed digits", "{'length': {'bytes': 2, 'encoding': 'bcd'}}", "0005 'hello'"),
            of("varint", "{'length': {'encoding': 'varint'}}", "05 'hello'"),
            of(
                    "a trailer that is counted, and one more",
                    "{'length': {'bytes': 2, 'trailer': '\\u0003', 'add': 1}}",
                    "0007 'hello' 03"),
            of(
                    "a trailer that is not counted",
                    "{'length': {'bytes': 2, 'counts': 'payload', 'trailer': '\\r\\n'}}",
                    "0005 'hello' 0d0a"),
            of("one line", "{'delimited': {'ends': ['\\n']}}", "'hello' 0a"),
            of("a zero byte", "{'delimited': {'ends': ['\\u0000']}}", "'hello' 00"),
            of("two control bytes", "{'delimited': {'start': '\\u0002', 'ends': ['\\u0003']}}", "02 'hello' 03"),
            of(
                    "blocks of health records",
                    "{'delimited': {'start': '\\u000b', 'ends': ['\\u001c\\r']}}",
                    "0b 'hello' 1c0d"),
            of("records of eight bytes", "{'fixed': {'size': 8, 'pad': ' '}}", "'hello   '"),
            header(
                    "a length and two zero bytes",
                    "{'length': {'bytes': 2, 'counts': 'payload'}}",
                    "{'name': 'zero', 'type': 'u16', 'const': 0}",
                    "{}",
                    "0005 0000 'hello'"),
            header(
                    "two zero bytes and a length",
                    "{'length': {'bytes': 2, 'at': 2}}",
                    "{'name': 'zero', 'type': 'u16', 'const': 0}",
                    "{}",
                    "0000 0005 'hello'"),
            header(
                    "length, sequence number (a database's packets)",
                    "{'length': {'bytes': 3, 'encoding': 'little', 'counts': 'payload'}}",
                    "{'name': 'sequence', 'type': 'u8'}",
                    "{'sequence': 1}",
                    "050000 01 'hello'"),
            header(
                    "type, length that counts itself (another database's messages)",
                    "{'length': {'at': 1, 'counts': 'rest', 'add': 4}}",
                    "{'name': 'type', 'type': 'text(1)'}",
                    "{'type': 'Q'}",
                    "'Q' 00000009 'hello'"),
            header(
                    "length that counts itself, little-endian fields (a document database's messages)",
                    "{'length': {'encoding': 'little', 'counts': 'frame'}}",
                    "{'name': 'id', 'type': 'i32le'}, {'name': 'to', 'type': 'i32le'}, {'name': 'op', 'type': 'i32le'}",
                    "{'id': 258, 'to': -1, 'op': 2013}",
                    "15000000 02010000 ffffffff dd070000 'hello'"),
            header(
                    "sixteen bytes of magic, flags, status, id, length",
                    "{'length': {'at': 12}}",
                    """
                    {'name': 'magic', 'type': 'bytes(2)', 'const': 'dabb'}, {'name': 'flag', 'type': 'u8'},
                    {'name': 'status', 'type': 'u8'}, {'name': 'id', 'type': 'u64'}
                    """,
                    "{'flag': '0xc2', 'id': 7}",
                    "dabb c2 00 0000000000000007 00000005 'hello'"),
            header(
                    "key, correlation and version (a log's requests)",
                    "{'length': {}}",
                    "{'name': 'key', 'type': 'i16'}, {'name': 'version', 'type': 'i16'}, {'name': 'id', 'type': 'i32'}",
                    "{'key': 3, 'version': 9, 'id': 1}",
                    "0000000d 0003 0009 00000001 'hello'"),
            header(
                    "packet type, varint (a broker of things)",
                    "{'length': {'at': 1, 'encoding': 'varint'}}",
                    "{'name': 'type', 'type': 'u8'}",
                    "{'type': '0x30'}",
                    "30 05 'hello'"));

    private static Framed of(String name, String frame, String drawing) {
        return new Framed(name, "{'frame': " + frame + "}", "{}", drawing);
    }

    private static Framed header(String name, String frame, String fields, String values, String drawing) {
        return new Framed(name, "{'frame': " + frame + ", 'header': [" + fields + "]}", values, drawing);
    }

    @ParameterizedTest
    @FieldSource("FRAMINGS")
    void frame_isWrittenAndReadAsDrawn(Framed framed) {
        WireProtocol protocol = JsonSettings.wire(FACTORY, framed.wire());
        BridgeCodec codec = Samples.codec(
                framed.wire(),
                "{'header': " + framed.call() + ", 'payload': {'bytes': 'body'}, 'reply': {'as': 'text'}}");
        byte[] frame = bytes(framed.frame());
        try (CodecRun run = new CodecRun(codec, protocol)) {
            run.request(post(), bytes("'hello'"));
            assertThat(ByteBufUtil.hexDump(run.exchange().sent())).isEqualTo(ByteBufUtil.hexDump(frame));
            run.receive(frame);
            assertThat(Objects.requireNonNull(run.outcome()).text()).isEqualTo("hello");
        }
    }
}
