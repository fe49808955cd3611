package dev.trestle.codec.raw;

import dev.trestle.bridge.FrameScan;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;

/**
 * Frames of one size.
 *
 * @param pad the byte that fills a frame; {@link #NO_PAD} when payloads fit exactly
 */
record FixedFraming(int frameBytes, int headerBytes, int pad) implements Framing {
    static final int NO_PAD = -1;

    private static final byte[] NOTHING = {};

    @Override
    public Cutter newCutter() {
        return this::cut;
    }

    private FrameScan cut(ByteBuf in) {
        int missing = frameBytes - in.readableBytes();
        return missing > 0 ? new FrameScan.Incomplete(missing) : new FrameScan.Whole(frameBytes, 0);
    }

    @Override
    public int frontBytes() {
        return headerBytes;
    }

    @Override
    public int offset(ByteBuf frame, int headerOffset) {
        return headerOffset;
    }

    @Override
    public int payloadStart(ByteBuf frame) {
        return headerBytes;
    }

    @Override
    public ByteBuf payload(ByteBuf frame, ByteBufAllocator allocator) {
        int start = frame.readerIndex() + headerBytes;
        int end = frame.readerIndex() + frameBytes;
        while (end > start && frame.getUnsignedByte(end - 1) == pad) {
            end--;
        }
        return frame.retainedSlice(start, end - start);
    }

    @Override
    public ByteBuf encode(ByteBufAllocator allocator, byte[] header, ByteBuf payload) {
        int free = frameBytes - headerBytes - payload.readableBytes();
        if (free < 0 || free > 0 && pad == NO_PAD) {
            int total = headerBytes + payload.readableBytes();
            payload.release();
            throw Framing.wrongSize(total, frameBytes);
        }
        byte[] tail = free == 0 ? NOTHING : new byte[free];
        Arrays.fill(tail, (byte) pad);
        return Framing.join(Framing.head(allocator, headerBytes, payload, free).writeBytes(header), payload, tail);
    }
}
