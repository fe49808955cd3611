package dev.trestle.codec.thrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Wire;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.TraceContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames with a header: those that Apache's Python client and server have exchanged, and those that are none. */
class HeaderTransportTest {
    private static final int HEAD_BYTES = 18;

    private final ThriftProtocol protocol =
            Rig.of("").transport(ThriftWireSettings.Transport.HEADER).wire();

    @Test
    void capturedFrames_areCut_andTheirMessagesRead_andTheirHeadersWritten() {
        int frames = 0;
        String header = hex(written(null));
        for (String line : Vectors.lines("vectors/thrift-theader.txt")) {
            String[] words = line.split(" ");
            if (!words[1].equals("C>S") && !words[1].equals("S>C")) {
                continue;
            }
            ByteBuf in = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(words[2]));
            Wire wire = protocol.newWire();
            while (wire.scan(in) instanceof FrameScan.Whole whole) {
                ThriftReader message = protocol.reader(in, in.readerIndex(), whole.length());
                message.message();
                assertThat(in.toString(message.nameIndex, message.nameLength, StandardCharsets.US_ASCII))
                        .startsWith("test");
                assertThat(ByteBufUtil.hexDump(in, in.readerIndex() + 4, HEAD_BYTES - 4))
                        .isEqualTo(header.substring(8));
                in.skipBytes(whole.length());
                frames++;
            }
            assertThat(in.isReadable()).as("a rest in " + line).isFalse();
        }
        assertThat(frames).isGreaterThan(15);
    }

    @Test
    void trace_standsInTheHeader_whichFillsItsWords() {
        ByteBuf frame = written(new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", 1, "a=1"));

        assertThat(frame.readableBytes() % 4).isEqualTo(2);
        assertThat(frame.getUnsignedShort(12) * 4).isEqualTo(frame.readableBytes() - 14);
        assertThat(frame.toString(14, frame.readableBytes() - 14, StandardCharsets.US_ASCII))
                .contains("\13traceparent7" + "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .contains("\12tracestate\3a=1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0000000a 0ffe 0000 00000000 0001 00000000    | without a header
                    00000004 0fff 0000                           | without a header
                    0000000e 0fff 0000 00000000 ffff 00000000    | a header of 262140 bytes
                    0000000e 0fff 0000 00000000 0000 00000000    | a header of 0 bytes
                    0000000e 0fff 0000 00000000 0001 02000000    | protocol 2 (expected: 0)
                    0000000e 0fff 0000 00000000 0001 00010100    | transformed
                    """)
    void frame_isMalformed_whenItsHeaderIsNotAsAskedFor(String hex, String why) {
        ByteBuf frame = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));

        assertThatThrownBy(() -> protocol.reader(frame, 0, frame.readableBytes()))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining(why);
    }

    @Test
    void reader_readsOnOrRefuses_whateverTheBytesAre() {
        Random random = new Random(7);
        byte[] start = ByteBufUtil.decodeHexDump(
                "000000230fff000000000000000100000000800100010000000874657374566f69640000000000");
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = start.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt();
            }
            try {
                protocol.reader(Unpooled.wrappedBuffer(bytes), 0, bytes.length).message();
            } catch (FailureException refused) {
                assertThat(refused.detail()).isNotEmpty();
            }
        }
    }

    private static ByteBuf written(@Nullable TraceContext trace) {
        ByteBuf out = Unpooled.buffer();
        HeaderTransport.write(out, ThriftWireSettings.Protocol.BINARY, 0, trace);
        return out;
    }

    private static String hex(ByteBuf bytes) {
        return ByteBufUtil.hexDump(bytes);
    }
}
