package dev.trestle.codec.raw;

import dev.trestle.bridge.FrameNotes;
import dev.trestle.bridge.FrameScan;
import dev.trestle.codec.raw.FrameSettings.Counts;
import dev.trestle.codec.raw.FrameSettings.LengthSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/** Frames that carry their length. */
final class LengthFraming implements Framing {
    private final LengthField length;
    private final int before;
    private final int after;
    private final Counts counts;
    private final int add;
    private final byte[] trailer;
    private final int maxFrameBytes;

    LengthFraming(LengthSettings settings, int headerBytes, int maxFrameBytes) {
        this.length = new LengthField(settings.encoding(), settings.bytes());
        this.before = settings.at();
        this.after = headerBytes - settings.at();
        this.counts = settings.counts();
        this.add = settings.add();
        this.trailer = settings.trailer().getBytes(StandardCharsets.ISO_8859_1);
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    public Cutter newCutter() {
        return this::cut;
    }

    private FrameScan cut(ByteBuf in) {
        int readable = in.readableBytes();
        int shortest = before + length.minBytes();
        if (readable < shortest) {
            return new FrameScan.Incomplete(shortest - readable);
        }
        int index = in.readerIndex() + before;
        int width = length.width(in, index, in.writerIndex());
        if (width == 0) {
            return FrameScan.ONE_MORE;
        }
        if (!length.isWidth(width)) {
            return new FrameScan.Malformed("length: a varint without an end");
        }
        long value = length.read(in, index, width);
        long least = (long) before + width + after + trailer.length;
        long total = value < 0 || value > Integer.MAX_VALUE ? -1 : value - add + least - counted(width);
        if (total < least || total > maxFrameBytes) {
            return new FrameScan.Malformed(
                    "length: " + value + " (expected: a frame of " + least + ".." + maxFrameBytes + " bytes)");
        }
        if (readable < total) {
            return new FrameScan.Incomplete((int) total - readable);
        }
        return endsRight(in, (int) total)
                ? new FrameScan.Whole((int) total, 0)
                : new FrameScan.Malformed("a frame without its trailer");
    }

    /** What the length counts besides the payload. */
    private long counted(int width) {
        return switch (counts) {
            case PAYLOAD -> 0;
            case REST -> (long) after + trailer.length;
            case FRAME -> (long) before + width + after + trailer.length;
        };
    }

    private boolean endsRight(ByteBuf in, int total) {
        int index = in.readerIndex() + total - trailer.length;
        for (int i = 0; i < trailer.length; i++) {
            if (in.getByte(index + i) != trailer[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int frontBytes() {
        return before;
    }

    @Override
    public int offset(ByteBuf frame, int headerOffset) {
        return headerOffset < before ? headerOffset : headerOffset + width(frame);
    }

    private int width(ByteBuf frame) {
        return length.width(frame, frame.readerIndex() + before, frame.writerIndex());
    }

    @Override
    public int payloadStart(ByteBuf frame) {
        return before + width(frame) + after;
    }

    @Override
    public void describe(ByteBuf frame, FrameNotes notes) {
        int width = width(frame);
        long value = length.read(frame, frame.readerIndex() + before, width);
        notes.note(before, width, "length", Long.toString(value));
        if (trailer.length > 0) {
            notes.note(frame.readableBytes() - trailer.length, trailer.length, "trailer", "");
        }
    }

    @Override
    public ByteBuf payload(ByteBuf frame, ByteBufAllocator allocator) {
        int start = payloadStart(frame);
        return frame.retainedSlice(frame.readerIndex() + start, frame.readableBytes() - start - trailer.length);
    }

    @Override
    public ByteBuf encode(ByteBufAllocator allocator, byte[] header, ByteBuf payload) {
        int payloadBytes = payload.readableBytes();
        long value = payloadBytes + counted(length.minBytes()) + add;
        int width = length.widthOf(value);
        long total = (long) before + width + after + payloadBytes + trailer.length;
        if (value < 0 || value > length.max() || total > maxFrameBytes) {
            payload.release();
            throw Framing.tooLarge(total, Math.min(maxFrameBytes, length.max()));
        }
        ByteBuf head = Framing.head(allocator, before + width + after, payload, trailer.length);
        head.writeBytes(header, 0, before);
        length.write(head, value);
        head.writeBytes(header, before, after);
        return Framing.join(head, payload, trailer);
    }
}
