package dev.trestle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.trestle.bridge.WireProtocol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the gateway relies on in every {@code Wire}. Extend it, hand in samples, and run it as any test. Covers the promises 4
 * to 6 of the bridge contract as far as a codec has to keep them: framing at any split, hostile bytes, bounded work and memory.
 */
public abstract class WireContract {
    private static final int HOSTILE_INPUTS = 10_000;
    private static final int LARGE_BYTES = 16 * 1024;
    /** What a scan may look at, per byte of a frame that comes byte by byte. */
    private static final int MAX_LOOKS_PER_BYTE = 64;

    private @Nullable WireProtocol made;

    /** For subclasses. */
    protected WireContract() {}

    /** The protocol, made anew in each call. */
    protected abstract WireProtocol protocol();

    /** Streams as the real peer sends them: replies, errors, control frames; one frame, and several in one stream. */
    protected abstract List<WireSample> samples();

    /** A stream of one frame of at least 16 KiB, or as many bytes as a frame can have. */
    protected abstract WireSample large();

    /** The most bytes of one frame, header included. Nothing may ask for more. */
    protected abstract int maxFrameBytes();

    @Test
    void protocol_equalsAnother_whenMadeFromEqualSettings() {
        assertThat(protocol()).isEqualTo(protocol()).hasSameHashCodeAs(protocol());
        assertThat(protocol().maxExchangesPerConnection()).isPositive();
        assertThat(protocol().maxExchangeId()).isPositive();
    }

    @Test
    void frames_areTheSame_whenTheStreamIsSplitAnywhere() {
        for (WireSample sample : samples()) {
            byte[] bytes = sample.bytes();
            for (int split = 0; split <= bytes.length; split++) {
                check(sample, split, bytes.length);
            }
        }
    }

    @Test
    void frames_areTheSame_whenEveryByteComesAlone() {
        for (WireSample sample : samples()) {
            int[] splits = new int[sample.bytes().length];
            for (int i = 0; i < splits.length; i++) {
                splits[i] = i;
            }
            check(sample, splits);
        }
    }

    @Test
    void frames_areTheSame_whenIndicesMoveBetweenScans() {
        for (WireSample sample : samples()) {
            ByteBuf in = Unpooled.directBuffer().writeZero(37).skipBytes(37);
            Consumer<WireRun> move = WireRun::compact;
            assertThat(cut(sample, in, move)).as(sample.name()).isEqualTo(expected(sample));
        }
    }

    @Test
    void bytesMissing_neverAsksForMoreThanTheFrameHas() {
        for (WireSample sample : samples()) {
            byte[] first = sample.parts().getFirst().bytes();
            int length = sample.untilEnd() ? first.length + 1 : first.length;
            for (int come = 1; come < first.length; come++) {
                try (WireRun run = new WireRun(made().newWire(), Unpooled.buffer(), frame -> {})) {
                    run.receive(first, 0, come);
                    assertThat(run.missingBytes())
                            .as("%s: missing after %d bytes", sample.name(), come)
                            .isBetween(1, length - come);
                }
            }
        }
    }

    @Test
    void end_isMalformedOrWhole_whenTheStreamIsCutAnywhere() {
        for (WireSample sample : samples()) {
            byte[] bytes = sample.bytes();
            for (int length = 1; length <= bytes.length; length++) {
                try (WireRun run = new WireRun(made().newWire(), Unpooled.buffer(), frame -> {})) {
                    run.receive(bytes, 0, length);
                    run.end();
                    boolean whole = sample.untilEnd() || wholeAt(sample, length);
                    assertThat(run.malformed() == null)
                            .as("%s: FIN after %d bytes is fine", sample.name(), length)
                            .isEqualTo(whole);
                }
            }
        }
    }

    @Test
    void scan_staysCalm_whenBytesAreHostile() {
        List<byte[]> streams = samples().stream().map(WireSample::bytes).toList();
        Mutations mutations = new Mutations(20261121);
        // The classes that the first of all tests loads are no cost of a scan.
        assertThatCode(() -> receiveHostile(new byte[1], 0))
                .as(hex(new byte[1]))
                .doesNotThrowAnyException();
        for (int i = 0; i < HOSTILE_INPUTS; i++) {
            byte[] input = mutations.next(streams);
            int split = mutations.below(input.length + 1);
            assertThatCode(() -> receiveHostile(input, split)).as(hex(input)).doesNotThrowAnyException();
        }
    }

    @Test
    void scan_looksAtEachByteAFewTimes_whenALargeFrameComesByteByByte() {
        WireSample sample = large();
        byte[] bytes = sample.bytes();
        assertThat(bytes.length)
                .as("the large sample")
                .isBetween(Math.min(LARGE_BYTES, maxFrameBytes()), maxFrameBytes());
        CountingBuf in = new CountingBuf(bytes.length);
        List<String> cuts = new ArrayList<>();
        try (WireRun run = new WireRun(made().newWire(), in, frame -> cuts.add("frame"))) {
            for (int i = 0; i < bytes.length; i++) {
                run.receive(bytes, i, 1);
            }
            run.end();
            assertThat(run.malformed()).isNull();
        }
        assertThat(cuts).hasSize(1);
        assertThat(in.bytesRead()).isLessThan((long) MAX_LOOKS_PER_BYTE * bytes.length);
    }

    /** Made once a test: what is made from settings takes its time. */
    private WireProtocol made() {
        WireProtocol known = made;
        if (known == null) {
            known = protocol();
            made = known;
        }
        return known;
    }

    private void receiveHostile(byte[] input, int split) {
        try (WireRun run = new WireRun(made().newWire(), Unpooled.buffer(), frame -> {})) {
            run.receive(input, 0, split);
            run.receive(input, split, input.length - split);
            int wanted = run.malformed() == null ? run.pendingBytes() + Math.max(run.missingBytes(), 0) : 0;
            assertThat(run.pendingBytes() == 0 ? 0 : wanted)
                    .as("bytes the connection would have to hold")
                    .isLessThanOrEqualTo(maxFrameBytes());
            run.end();
        }
    }

    private void check(WireSample sample, int... splits) {
        ByteBuf in = Unpooled.buffer();
        assertThat(cut(sample, in, run -> {}, splits)).as(sample.name()).isEqualTo(expected(sample));
    }

    /** Feeds the sample, split where asked; without splits in pieces of three bytes. */
    private List<String> cut(WireSample sample, ByteBuf in, Consumer<WireRun> between, int... splits) {
        byte[] bytes = sample.bytes();
        List<String> cuts = new ArrayList<>();
        boolean ids = sample.parts().stream().anyMatch(part -> part.exchangeId() >= 0);
        Consumer<dev.trestle.bridge.Frame> sink =
                frame -> cuts.add((ids ? frame.exchangeId() + ":" : "") + ByteBufUtil.hexDump(frame.bytes()));
        try (WireRun run = new WireRun(made().newWire(), in, sink)) {
            int from = 0;
            for (int at = 0; at <= bytes.length; at++) {
                if (splits.length == 0 ? at % 3 == 0 : java.util.Arrays.binarySearch(splits, at) >= 0) {
                    run.receive(bytes, from, at - from);
                    between.accept(run);
                    from = at;
                }
            }
            run.receive(bytes, from, bytes.length - from);
            if (sample.untilEnd()) {
                assertThat(cuts)
                        .as("frames before the end")
                        .hasSizeLessThan(sample.parts().size());
                run.end();
            }
            assertThat(run.malformed()).as(sample.name()).isNull();
            assertThat(run.pendingBytes())
                    .as("bytes left over of %s", sample.name())
                    .isZero();
            assertThat(run.controlCount())
                    .as("control frames of %s", sample.name())
                    .isEqualTo((int) sample.parts().stream()
                            .filter(WireSample.Part::control)
                            .count());
        }
        return cuts;
    }

    private static List<String> expected(WireSample sample) {
        return sample.parts().stream()
                .filter(part -> !part.control())
                .map(part -> (part.exchangeId() >= 0 ? part.exchangeId() + ":" : "") + hex(part.bytes()))
                .toList();
    }

    private static boolean wholeAt(WireSample sample, int length) {
        int end = 0;
        for (WireSample.Part part : sample.parts()) {
            end += part.bytes().length;
            if (end == length) {
                return true;
            }
        }
        return false;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
