package dev.trestle.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bridge.WireProtocol;
import dev.trestle.testkit.ToyProtocol.Flaw;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WireContractTest {
    @Nested
    class ARightWire extends ToyContract {
        ARightWire() {
            super(Flaw.NONE);
        }
    }

    @Test
    void contract_objects_whenAnIndexMoves() {
        objects(new ToyContract(Flaw.MOVES_INDEX)::frames_areTheSame_whenEveryByteComesAlone);
    }

    @Test
    void contract_objects_whenTooMuchIsAskedFor() {
        objects(new ToyContract(Flaw.ASKS_TOO_MUCH)::bytesMissing_neverAsksForMoreThanTheFrameHas);
    }

    @Test
    void contract_objects_whenAScanThrows() {
        objects(new ToyContract(Flaw.THROWS)::scan_staysCalm_whenBytesAreHostile);
    }

    @Test
    void contract_objects_whenTheEndIsIncomplete() {
        objects(new ToyContract(Flaw.WAITS_AT_END)::end_isMalformedOrWhole_whenTheStreamIsCutAnywhere);
    }

    @Test
    void contract_objects_whenAScanStartsOverEachTime() {
        objects(new ToyContract(Flaw.RESCANS)::scan_looksAtEachByteAFewTimes_whenALargeFrameComesByteByByte);
    }

    private static void objects(ThrowingCallable check) {
        assertThatThrownBy(check).isInstanceOf(AssertionError.class);
    }

    private static class ToyContract extends WireContract {
        private final Flaw flaw;

        ToyContract(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected WireProtocol protocol() {
            return new ToyProtocol(flaw);
        }

        @Override
        protected List<WireSample> samples() {
            return List.of(
                    WireSample.of("one", WireSample.frame(toy(9))),
                    WireSample.of(
                            "three", WireSample.frame(toy(4)), WireSample.frame(toy(30)), WireSample.frame(toy(5))));
        }

        @Override
        protected WireSample large() {
            return WireSample.of("large", WireSample.frame(toy(20_000)));
        }

        @Override
        protected int maxFrameBytes() {
            return 1 << 20;
        }

        private static byte[] toy(int length) {
            return Unpooled.buffer(length)
                    .writeInt(length)
                    .writeZero(length - 4)
                    .array();
        }
    }
}
