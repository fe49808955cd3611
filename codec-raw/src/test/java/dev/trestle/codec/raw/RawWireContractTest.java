package dev.trestle.codec.raw;

import static dev.trestle.codec.raw.Samples.ascii;
import static dev.trestle.codec.raw.Samples.bytes;
import static dev.trestle.codec.raw.Samples.ledger;
import static dev.trestle.testkit.WireSample.control;
import static dev.trestle.testkit.WireSample.frame;

import dev.trestle.bridge.WireProtocol;
import dev.trestle.testkit.JsonSettings;
import dev.trestle.testkit.WireContract;
import dev.trestle.testkit.WireSample;
import java.util.List;
import org.junit.jupiter.api.Nested;

class RawWireContractTest {
    private static final String LARGE = "x".repeat(20_000);

    @Nested
    class LengthAndCorrelation extends RawContract {
        LengthAndCorrelation() {
            super(
                    Samples.LEDGER,
                    1 << 20,
                    WireSample.of("large", frame(5, ledger(5, 210, 0, LARGE))),
                    WireSample.of("one reply", frame(258, ledger(258, 210, 0, "{\"balance\":1.10}"))),
                    WireSample.of("no payload", frame(1, ledger(1, 210, 44, ""))),
                    WireSample.of(
                            "two replies around a heartbeat's answer",
                            frame(9, ledger(9, 210, 0, "{}")),
                            control(ledger(0, 1, 0, "")),
                            frame(8, ledger(8, 210, 0, "[1]"))));
        }
    }

    @Nested
    class VarintLength extends RawContract {
        VarintLength() {
            super(
                    """
                    {'frame': {'length': {'at': 1, 'encoding': 'varint'}, 'maxFrameBytes': '64KiB'},
                     'header': [{'name': 'kind', 'type': 'u8'}, {'name': 'id', 'type': 'u16'}], 'correlate': 'id'}
                    """,
                    1 << 16,
                    WireSample.of("large", frame(2, bytes("40 a29c01 0002 '" + LARGE + "'"))),
                    WireSample.of("one", frame(258, bytes("30 05 0102 'abc'")), frame(1, bytes("30 02 0001"))),
                    WireSample.of("two bytes of length", frame(7, bytes("30 8201 0007 '" + "y".repeat(128) + "'"))));
        }
    }

    @Nested
    class LengthAndTrailer extends RawContract {
        LengthAndTrailer() {
            super(
                    """
                    {'frame': {'length': {'at': 2, 'bytes': 5, 'encoding': 'decimal', 'counts': 'payload',
                               'trailer': '\\u0003'}, 'maxFrameBytes': '64KiB'},
                     'header': [{'name': 'magic', 'type': 'bytes(2)', 'const': 'cafe'}, {'name': 'op', 'type': 'text(3)'}]}
                    """,
                    1 << 16,
                    WireSample.of("large", frame(bytes("cafe '20000' 'get' '" + LARGE + "' 03"))),
                    WireSample.of(
                            "two",
                            frame(bytes("cafe '00005' 'get' 'hello' 03")),
                            frame(bytes("cafe '00000' 'put' 03"))));
        }
    }

    @Nested
    class Lines extends RawContract {
        Lines() {
            super(
                    Samples.LINES,
                    1 << 16,
                    WireSample.of("large", frame(ascii(LARGE + "\r\n"))),
                    WireSample.of("both ends", frame(ascii("a\r\n")), frame(ascii("b\n")), frame(ascii("\r\n"))),
                    WireSample.of("half an end inside", frame(ascii("a\rb\r\r\n")), frame(ascii("\n"))));
        }
    }

    @Nested
    class EndOfTwoBytes extends RawContract {
        EndOfTwoBytes() {
            super(
                    "{'frame': {'delimited': {'start': '\\u000b', 'ends': ['\\u001c\\r']}, 'maxFrameBytes': '64KiB'}}",
                    1 << 16,
                    WireSample.of("large", frame(bytes("0b '" + LARGE + "' 1c0d"))),
                    WireSample.of(
                            "half an end inside", frame(bytes("0b 'a' 1c 0d")), frame(bytes("0b 1c 'a' 0d 1c1c0d"))));
        }
    }

    @Nested
    class Escaped extends RawContract {
        Escaped() {
            super(
                    Samples.FRAMED_BY_DLE,
                    1 << 16,
                    WireSample.of("large", frame(bytes("02 'kk' '" + LARGE + "' 03"))),
                    WireSample.of("plain", frame(bytes("02 'kk' 'abc' 03")), frame(bytes("02 'kk' 03"))),
                    WireSample.of("every special byte", frame(bytes("02 'kk' 1003 1010 1002 'a' 03"))),
                    WireSample.of("the end's byte in the header", frame(bytes("02 0310 'abc' 03"))));
        }
    }

    @Nested
    class Fixed extends RawContract {
        Fixed() {
            super(
                    """
                    {'frame': {'fixed': {'size': 5}, 'maxFrameBytes': 5},
                     'header': [{'name': 'id', 'type': 'u16le'}], 'correlate': 'id'}
                    """,
                    5,
                    WireSample.of("as large as can be", frame(3, bytes("0300 'abc'"))),
                    WireSample.of("two", frame(258, bytes("0201 'abc'")), frame(1, bytes("0100 'def'"))));
        }
    }

    @Nested
    class UntilClose extends RawContract {
        UntilClose() {
            super(
                    Samples.CLOSE,
                    // The limit itself may be held while FIN is still to come.
                    (1 << 16) + 1,
                    WireSample.untilEnd("large", ascii(LARGE)),
                    WireSample.untilEnd("short", ascii("echo:hello")),
                    WireSample.untilEnd("one byte", ascii("x")));
        }
    }

    private abstract static class RawContract extends WireContract {
        private final String settings;
        private final int maxFrameBytes;
        private final WireSample large;
        private final List<WireSample> samples;

        RawContract(String settings, int maxFrameBytes, WireSample large, WireSample... samples) {
            this.settings = settings;
            this.maxFrameBytes = maxFrameBytes;
            this.large = large;
            this.samples = List.of(samples);
        }

        @Override
        protected WireProtocol protocol() {
            return JsonSettings.wire(Samples.FACTORY, settings);
        }

        @Override
        protected List<WireSample> samples() {
            return samples;
        }

        @Override
        protected WireSample large() {
            return large;
        }

        @Override
        protected int maxFrameBytes() {
            return maxFrameBytes;
        }
    }
}
