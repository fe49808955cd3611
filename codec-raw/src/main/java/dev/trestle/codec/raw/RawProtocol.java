package dev.trestle.codec.raw;

import dev.trestle.bridge.Heartbeat;
import dev.trestle.bridge.Wire;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.codec.raw.FrameSettings.DelimitedSettings;
import dev.trestle.codec.raw.FrameSettings.FixedSettings;
import dev.trestle.codec.raw.FrameSettings.LengthSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compiled wire settings: equal settings make equal protocols. */
final class RawProtocol implements WireProtocol {
    private final RawWireSettings settings;
    private final Header header;
    private final Framing framing;
    private final @Nullable Heartbeat heartbeat;
    private final @Nullable ControlFrame heartbeatAnswer;

    RawProtocol(RawWireSettings settings, Problems problems) {
        this.settings = settings;
        this.header = new Header(settings.header(), settings.correlate());
        this.framing = framing(settings.frame(), header, problems.at("frame"));
        HeartbeatSettings beat = settings.heartbeat();
        this.heartbeat = beat == null ? null : heartbeat(beat, problems.at("heartbeat"));
        this.heartbeatAnswer = beat == null
                ? null
                : ControlFrame.of(
                        header.expecting(
                                beat.expect().header(),
                                problems.at("heartbeat").at("expect").at("header")),
                        beat.expect().payload());
    }

    private static Framing framing(FrameSettings settings, Header header, Problems problems) {
        int max = settings.maxFrameBytes().toInt();
        if (max <= header.bytes()) {
            problems.add("maxFrameBytes", max + " (expected: more than the header's " + header.bytes() + ")");
        }
        LengthSettings length = settings.length();
        DelimitedSettings delimited = settings.delimited();
        FixedSettings fixed = settings.fixed();
        if (length != null) {
            boolean fits = header.hasBoundaryAt(length.at());
            if (!fits) {
                problems.at("length")
                        .add(
                                "at",
                                length.at() + " (expected: an offset where a header field begins or the header ends)");
            }
            return new LengthFraming(length, fits ? header.bytes() : length.at(), max);
        }
        if (delimited != null) {
            return new DelimitedFraming(new Delimiters(delimited), header.bytes(), max);
        }
        if (fixed != null) {
            if (fixed.frameBytes() < header.bytes()) {
                problems.at("fixed")
                        .add("size", fixed.frameBytes() + " (expected: at least the header's " + header.bytes() + ")");
            }
            String pad = fixed.pad();
            int filler = pad == null ? FixedFraming.NO_PAD : pad.charAt(0);
            return new FixedFraming(Math.max(fixed.frameBytes(), header.bytes()), header.bytes(), filler);
        }
        return new CloseFraming(header.bytes(), max);
    }

    private @Nullable Heartbeat heartbeat(HeartbeatSettings settings, Problems problems) {
        byte[] values = header.template();
        List<Header.Slot> set = header.expecting(settings.header(), problems.at("header"));
        for (Header.Slot slot : set) {
            byte[] value = Objects.requireNonNull(slot.expected());
            System.arraycopy(value, 0, values, slot.offset(), value.length);
        }
        byte[] payload = settings.payload().getBytes(StandardCharsets.ISO_8859_1);
        try {
            ByteBuf frame = framing.encode(UnpooledByteBufAllocator.DEFAULT, values, Unpooled.wrappedBuffer(payload));
            byte[] ping = ByteBufUtil.getBytes(frame);
            frame.release();
            return new Heartbeat(settings.interval(), settings.timeout(), () -> Unpooled.wrappedBuffer(ping));
        } catch (FailureException unfit) {
            problems.add("payload", unfit.detail());
            return null;
        }
    }

    Header header() {
        return header;
    }

    Framing framing() {
        return framing;
    }

    /** Whether its connections end with their first reply. */
    boolean isCloseDelimited() {
        return framing instanceof CloseFraming;
    }

    boolean isMultiplexed() {
        return header.correlation() != null;
    }

    @Nullable
    ControlFrame heartbeatAnswer() {
        return heartbeatAnswer;
    }

    @Nullable
    Heartbeat heartbeat() {
        return heartbeat;
    }

    @Override
    public int maxExchangesPerConnection() {
        return isMultiplexed() ? (int) Math.min(Integer.MAX_VALUE, maxExchangeId()) : settings.pipeline();
    }

    @Override
    public long maxExchangeId() {
        Header.Slot correlation = header.correlation();
        return correlation == null ? Long.MAX_VALUE : correlation.type().max();
    }

    @Override
    public Wire newWire() {
        return new RawWire(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RawProtocol that && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }
}
