package dev.trestle.wasm.codec;

import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Wire;
import io.netty.buffer.ByteBuf;

/** A connection of one exchange at a time that hands on whatever has come: the exchange knows where its reply ends. */
final class PieceWire implements Wire {
    private final int maxBytes;

    PieceWire(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public FrameScan scan(ByteBuf in) {
        return new FrameScan.Whole(Math.min(maxBytes, in.readableBytes()), 0);
    }
}
