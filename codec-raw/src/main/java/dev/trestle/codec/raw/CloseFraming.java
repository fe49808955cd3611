package dev.trestle.codec.raw;

import dev.trestle.bridge.FrameScan;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Everything until the end of the connection is one frame. */
record CloseFraming(int headerBytes, int maxFrameBytes) implements Framing {
    private static final byte[] NOTHING = {};

    @Override
    public Cutter newCutter() {
        return new ToTheEnd(this);
    }

    private record ToTheEnd(CloseFraming framing) implements Cutter {
        @Override
        public FrameScan cut(ByteBuf in) {
            return in.readableBytes() > framing.maxFrameBytes
                    ? new FrameScan.Malformed("more than " + framing.maxFrameBytes + " bytes before the end")
                    : FrameScan.ONE_MORE;
        }

        @Override
        public FrameScan cutAtEnd(ByteBuf in) {
            int readable = in.readableBytes();
            if (readable < framing.headerBytes || readable > framing.maxFrameBytes) {
                return new FrameScan.Malformed("closed after " + readable + " bytes (expected: " + framing.headerBytes
                        + ".." + framing.maxFrameBytes + ")");
            }
            return new FrameScan.Whole(readable, 0);
        }
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
        return frame.retainedSlice(frame.readerIndex() + headerBytes, frame.readableBytes() - headerBytes);
    }

    @Override
    public ByteBuf encode(ByteBufAllocator allocator, byte[] header, ByteBuf payload) {
        long total = (long) headerBytes + payload.readableBytes();
        if (total > maxFrameBytes) {
            payload.release();
            throw Framing.tooLarge(total, maxFrameBytes);
        }
        return Framing.join(Framing.head(allocator, headerBytes, payload, 0).writeBytes(header), payload, NOTHING);
    }
}
