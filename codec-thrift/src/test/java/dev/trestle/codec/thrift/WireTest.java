package dev.trestle.codec.thrift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Cutting a stream of bytes into messages. */
class WireTest {
    static Stream<Vectors.Vector> vectors() {
        return Stream.concat(Vectors.crossTest().stream(), Vectors.pipe().stream());
    }

    private static Wire unframed(ThriftWireSettings.Protocol protocol) {
        return Rig.of("").protocol(protocol).unframed().wire().newWire();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void unframedMessage_ends_whereverTheBytesAreCut(Vectors.Vector vector) {
        byte[] message = vector.message();
        Wire wire = unframed(vector.protocol());
        for (int cut = 1; cut < message.length; cut++) {
            assertThat(missing(wire, message, cut)).isBetween(1, message.length - cut);
        }
        assertThat(wire.scan(Unpooled.wrappedBuffer(message)))
                .isInstanceOfSatisfying(
                        FrameScan.Whole.class,
                        whole -> assertThat(whole.length()).isEqualTo(message.length));
        // A fresh wire, one cut each, and the next message right behind.
        byte[] twice = new byte[2 * message.length];
        System.arraycopy(message, 0, twice, 0, message.length);
        System.arraycopy(message, 0, twice, message.length, message.length);
        for (int cut = 1; cut < message.length; cut++) {
            Wire fresh = unframed(vector.protocol());
            missing(fresh, message, cut);
            assertThat(fresh.scan(Unpooled.wrappedBuffer(twice))).isInstanceOf(FrameScan.Whole.class);
            ByteBuf second = Unpooled.wrappedBuffer(twice);
            second.skipBytes(message.length);
            assertThat(fresh.scan(second)).isInstanceOf(FrameScan.Whole.class);
        }
    }

    private static int missing(Wire wire, byte[] message, int cut) {
        FrameScan scan = wire.scan(Unpooled.wrappedBuffer(message, 0, cut));
        assertThat(scan).isInstanceOf(FrameScan.Incomplete.class);
        return ((FrameScan.Incomplete) scan).bytesMissing();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void framedMessage_ends_whereverTheBytesAreCut(Vectors.Vector vector) {
        byte[] message = vector.message();
        ByteBuf framed =
                Unpooled.buffer().writeInt(message.length).writeBytes(message).writeByte(1);
        Wire wire = Rig.of("").protocol(vector.protocol()).pipeline(8).wire().newWire();
        for (int cut = 1; cut < message.length + 4; cut++) {
            int missing = ((FrameScan.Incomplete) wire.scan(framed.slice(0, cut))).bytesMissing();
            assertThat(missing).isEqualTo(cut < 4 ? 4 - cut : message.length + 4 - cut);
        }
        assertThat(wire.scan(framed)).isEqualTo(new FrameScan.Whole(message.length + 4, 0));
        assertThat(wire.scanAtEnd(framed.slice(0, 10))).isInstanceOf(FrameScan.Malformed.class);
    }

    @ParameterizedTest
    @EnumSource
    void exchangeId_isTheSequenceId_whenCallsArePipelined(ThriftWireSettings.Protocol protocol) {
        for (int id : new int[] {1, 300, 0x7fffffff, -1}) {
            ByteBuf message = Unpooled.buffer();
            new CallHead(protocol, ThriftProtocol.REPLY, "m").write(message, id);
            message.writeByte(0);
            ByteBuf framed = Unpooled.buffer().writeInt(message.readableBytes()).writeBytes(message.duplicate());
            Rig rig = Rig.of("").protocol(protocol).pipeline(2);
            assertThat(((FrameScan.Whole) rig.wire().newWire().scan(framed)).exchangeId())
                    .isEqualTo(id);
            assertThat(((FrameScan.Whole) rig.unframed().wire().newWire().scan(message)).exchangeId())
                    .isEqualTo(id);
        }
    }

    @ParameterizedTest
    @CsvSource({"00000000", "ffffffff", "80000000", "00100001", "474554202f"})
    void framedMessage_isMalformed_whenItsLengthIs(String hex) {
        assertThat(Rig.of("").wire().newWire().scan(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex))))
                .isInstanceOf(FrameScan.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({
        // no version, wrong version, negative name, huge name
        "00000001,BINARY",
        "80020001,BINARY",
        "80010002ffffffff,BINARY",
        "800100027fffffff,BINARY",
        // a type nobody knows, a string, a list and a map that claim too much
        "80010002000000016d00000000050000,BINARY",
        "80010002000000016d000000000b00007fffffff,BINARY",
        "80010002000000016d000000000b0000ffffffff,BINARY",
        "80010002000000016d000000000f00000a7fffffff,BINARY",
        "80010002000000016d000000000f00000cffffffff,BINARY",
        "80010002000000016d000000000d00000c0c7fffffff,BINARY",
        "80010002000000016d000000000f00000500000001,BINARY",
        "8341,COMPACT",
        "8242,COMPACT",
        "8241ffffffffff,COMPACT",
        "824100016d1e,COMPACT",
        "824100016d18ffffffff0f,COMPACT",
        "824100016d19fcffffffff7f,COMPACT",
        "824100016d1bffffffff0fcc,COMPACT",
        "824100016d15ffffffffffff,COMPACT",
    })
    void unframedMessage_isMalformed_whenItStarts(String hex, ThriftWireSettings.Protocol protocol) {
        byte[] bytes = ByteBufUtil.decodeHexDump(hex);
        assertThat(unframed(protocol).scan(Unpooled.wrappedBuffer(bytes))).isInstanceOf(FrameScan.Malformed.class);
    }

    @Test
    void unframedMessage_isMalformed_whenItIsTooLongOrTooDeep() {
        ByteBuf long1 = Unpooled.buffer();
        new CallHead(ThriftWireSettings.Protocol.BINARY, ThriftProtocol.REPLY, "m").write(long1, 1);
        for (int i = 0; i < 40; i++) {
            long1.writeByte(WireType.I32).writeShort(i).writeInt(i);
        }
        Wire wire = Rig.of("").unframed().maxFrameBytes(100).wire().newWire();
        assertThat(wire.scan(long1)).isEqualTo(new FrameScan.Malformed("message longer than 100 bytes"));
        ByteBuf deep = Unpooled.buffer();
        new CallHead(ThriftWireSettings.Protocol.BINARY, ThriftProtocol.REPLY, "m").write(deep, 1);
        for (int i = 0; i < 100_000; i++) {
            deep.writeByte(WireType.STRUCT).writeShort(1);
        }
        assertThat(Rig.of("").unframed().wire().newWire().scan(deep))
                .isEqualTo(new FrameScan.Malformed("message nests deeper than 64"));
    }

    @Test
    void protocols_areEqual_whenTheirSettingsAre() {
        assertThat(Rig.of("").wire())
                .isEqualTo(Rig.of("").wire())
                .isNotEqualTo(Rig.of("").compact().wire());
        assertThat(Rig.of("").transport(ThriftWireSettings.Transport.BUFFERED).wire())
                .isEqualTo(Rig.of("")
                        .transport(ThriftWireSettings.Transport.UNFRAMED)
                        .wire());
        assertThat(Rig.of("").wire().maxExchangesPerConnection()).isEqualTo(1);
        assertThat(Rig.of("").pipeline(7).wire().maxExchangesPerConnection()).isEqualTo(7);
    }
}
