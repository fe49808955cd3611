package dev.trestle.wasm.codec;

import static dev.trestle.testkit.WireSample.control;
import static dev.trestle.testkit.WireSample.frame;

import dev.trestle.bridge.WireProtocol;
import dev.trestle.testkit.WireContract;
import dev.trestle.testkit.WireSample;
import java.util.List;

class WasmWireContractTest extends WireContract {
    private static final String LARGE = "x".repeat(20_000);

    @Override
    protected WireProtocol protocol() {
        return Rig.wire(Rig.LEDGER);
    }

    @Override
    protected List<WireSample> samples() {
        return List.of(
                WireSample.of("one reply", frame(258, Rig.frame(258, 210, 0, "{\"balance\":1.10}"))),
                WireSample.of("no payload", frame(1, Rig.frame(1, 210, 44, ""))),
                WireSample.of("an id of 63 bits", frame(Long.MAX_VALUE, Rig.frame(Long.MAX_VALUE, 210, 0, "{}"))),
                WireSample.of(
                        "two replies around a heartbeat's answer",
                        frame(9, Rig.frame(9, 210, 0, "{}")),
                        control(Rig.frame(0, 1, 0, "")),
                        frame(8, Rig.frame(8, 210, 0, "[1]"))));
    }

    @Override
    protected WireSample large() {
        return WireSample.of("large", frame(5, Rig.frame(5, 210, 0, LARGE)));
    }

    @Override
    protected int maxFrameBytes() {
        return 1 << 20;
    }
}
