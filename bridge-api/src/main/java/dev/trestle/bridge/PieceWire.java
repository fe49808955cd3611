package dev.trestle.bridge;

import io.netty.buffer.ByteBuf;

/** See {@link Wire#pieces}. */
record PieceWire(int maxBytes) implements Wire {
    @Override
    public FrameScan scan(ByteBuf in) {
        return new FrameScan.Whole(Math.min(maxBytes, in.readableBytes()), 0);
    }
}
