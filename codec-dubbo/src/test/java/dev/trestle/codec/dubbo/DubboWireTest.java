package dev.trestle.codec.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.Frame;
import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Heartbeat;
import dev.trestle.bridge.Wire;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.testkit.RecordingWireWriter;
import dev.trestle.testkit.WireContract;
import dev.trestle.testkit.WireSample;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DubboWireTest extends WireContract {
    private static final String CALL = "{'service':'a.B','method':'c'}";
    private static final long LARGE_ID = 1L << 40 | 5;
    private static final byte[] VALUE = Frames.value(7, "91");
    private static final byte[] HEARTBEAT = Frames.of(0xe2, 0, -3, "4e");
    private static final byte[] HEARTBEAT_REPLY = Frames.of(0x22, 20, 0, "4e");
    private static final byte[] READ_ONLY = Frames.of(0xa2, 0, 1, "0152");

    @Override
    protected WireProtocol protocol() {
        return Made.of("{'maxFrameBytes':'64KiB'}", CALL).wire();
    }

    @Override
    protected List<WireSample> samples() {
        return List.of(
                WireSample.of("value", WireSample.frame(7, VALUE)),
                WireSample.of("an id of more than 32 bits", WireSample.frame(LARGE_ID, Frames.value(LARGE_ID, "4e"))),
                WireSample.of("error", WireSample.frame(9, Frames.of(2, 70, 9, "4e"))),
                WireSample.of("no body", WireSample.frame(9, Frames.of(2, 20, 9, ""))),
                WireSample.of(
                        "replies and events",
                        WireSample.frame(7, VALUE),
                        WireSample.control(HEARTBEAT),
                        WireSample.control(HEARTBEAT_REPLY),
                        WireSample.frame(3, Frames.value(3, "92")),
                        WireSample.control(READ_ONLY)));
    }

    @Override
    protected WireSample large() {
        return WireSample.of("large", WireSample.frame(1, Frames.value(1, "424e20" + "00".repeat(20_000))));
    }

    @Override
    protected int maxFrameBytes() {
        return 64 * 1024;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dabb0214 0000000000000001 ffffffff", // a negative length
                "dabb0214 0000000000000001 80000000",
                "dabb0214 0000000000000001 7fffffff", // 2 GB
                "dabb0214 0000000000000001 00010000", // header and body are more than 64 KiB
                "dabc0214 0000000000000001 00000000", // another magic
                "48545450", // HTTP
                "db",
            })
    void scan_isMalformed_whenTheHeaderCannotBe(String hex) {
        ByteBuf in = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", "")));
        assertThat(protocol().newWire().scan(in)).isInstanceOf(FrameScan.Malformed.class);
    }

    @Test
    void scan_isIncomplete_whenTheLargestFrameHasBegun() {
        ByteBuf in = Unpooled.wrappedBuffer(HexFormat.of().parseHex("dabb021400000000000000010000fff0"));
        assertThat(protocol().newWire().scan(in)).isEqualTo(new FrameScan.Incomplete(0xfff0));
    }

    @Test
    void heartbeat_isAnswered_whenTheProviderAsks() {
        assertThat(control(HEARTBEAT).written()).isEqualTo(Frames.of(0x22, 20, -3, "4e"));
    }

    @Test
    void heartbeat_isAnsweredInItsOwnSerialization() {
        assertThat(control(Frames.of(0xf7, 0, 4, "4e")).written()[2]).isEqualTo((byte) 0x37);
    }

    @Test
    void heartbeatReply_needsNoAnswer() {
        RecordingWireWriter out = control(HEARTBEAT_REPLY);
        assertThat(out.written()).isEmpty();
        assertThat(out.isDraining()).isFalse();
    }

    @Test
    void connection_drains_whenTheProviderBecomesReadOnly() {
        RecordingWireWriter out = control(READ_ONLY);
        assertThat(out.isDraining()).isTrue();
        assertThat(out.written()).isEmpty();
    }

    @Test
    void connection_doesNotDrain_whenTheProviderBecomesWriteableAgain() {
        assertThat(control(Frames.of(0xa2, 0, 1, "0157")).isDraining()).isFalse();
    }

    @Test
    void call_isRefused_whenTheProviderMakesOne() {
        byte[] answer = control(Frames.of(0xc2, 0, 77, "4e")).written();
        assertThat(HexFormat.of().formatHex(answer, 0, 12)).isEqualTo("dabb0228" + "000000000000004d");
        assertThat(protocol().newWire().scan(Unpooled.wrappedBuffer(answer)))
                .isEqualTo(new FrameScan.Whole(answer.length, 77));
    }

    @Test
    void call_isIgnored_whenItWantsNoAnswer() {
        assertThat(control(Frames.of(0x82, 0, 77, "4e")).written()).isEmpty();
    }

    @Test
    void ping_isAHeartbeatRequest() {
        Wire wire = Made.of("{'heartbeat':'20s'}", CALL).wire().newWire();
        Heartbeat heartbeat = Objects.requireNonNull(wire.heartbeat());
        assertThat(heartbeat.interval()).isEqualTo(Duration.ofSeconds(20));
        assertThat(heartbeat.timeout()).isGreaterThan(heartbeat.interval());
        ByteBuf ping = heartbeat.ping().get();
        assertThat(ByteBufUtil.getBytes(ping)).isEqualTo(Frames.of(0xe2, 0, 0, "4e"));
        ping.release();
    }

    @Test
    void protocol_isAnother_whenSettingsDiffer() {
        assertThat(protocol()).isNotEqualTo(Made.of("{}", CALL).wire());
    }

    private RecordingWireWriter control(byte[] frame) {
        RecordingWireWriter out = new RecordingWireWriter();
        protocol().newWire().onControl(new Frame(Unpooled.wrappedBuffer(frame), 0), out);
        return out;
    }
}
