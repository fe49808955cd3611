package dev.trestle.wasm.codec;

import dev.trestle.bridge.Frame;
import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Heartbeat;
import dev.trestle.bridge.Wire;
import dev.trestle.bridge.WireWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** A connection whose frames the module cuts. What the module says of a control frame is done when the frame is handed over. */
final class ModuleWire implements Wire {
    private final WasmWireSettings settings;
    private final FrameCutting cutting;
    private byte @Nullable [] answer;
    private boolean drain;

    ModuleWire(WasmWireSettings settings, FrameCutting cutting) {
        this.settings = settings;
        this.cutting = cutting;
    }

    @Override
    public FrameScan scan(ByteBuf in) {
        return noted(cutting.scan(in));
    }

    @Override
    public FrameScan scanAtEnd(ByteBuf in) {
        return noted(cutting.scanAtEnd(in));
    }

    @Override
    public boolean repliesInOrder() {
        return cutting.isInOrder();
    }

    private FrameScan noted(FrameScan scan) {
        answer = cutting.answer();
        drain = cutting.drains();
        return scan;
    }

    @Override
    public void onControl(Frame frame, WireWriter out) {
        byte[] written = answer;
        if (written != null) {
            out.write(Unpooled.wrappedBuffer(written));
        }
        if (drain) {
            out.drain();
        }
    }

    @Override
    public @Nullable Heartbeat heartbeat() {
        WasmWireSettings.WasmHeartbeatSettings beat = settings.heartbeat();
        byte[] ping = beat == null ? null : cutting.ping();
        return beat == null || ping == null
                ? null
                : new Heartbeat(beat.interval(), beat.timeout(), () -> Unpooled.wrappedBuffer(ping));
    }
}
