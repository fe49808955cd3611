package dev.trestle.codec.raw;

import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;

/**
 * Frames that go on until a delimiter: {@code | start | header | payload, escaped | end |}. The header has a fixed size and is
 * not searched, so it may hold any byte.
 */
final class DelimitedFraming implements Framing {
    private final Delimiters delimiters;
    private final int headerBytes;
    private final int maxFrameBytes;

    DelimitedFraming(Delimiters delimiters, int headerBytes, int maxFrameBytes) {
        this.delimiters = delimiters;
        this.headerBytes = headerBytes;
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    public Cutter newCutter() {
        return new Search();
    }

    private int payloadStart() {
        return delimiters.start().length + headerBytes;
    }

    @Override
    public int frontBytes() {
        return headerBytes;
    }

    @Override
    public int offset(ByteBuf frame, int headerOffset) {
        return delimiters.start().length + headerOffset;
    }

    @Override
    public int payloadStart(ByteBuf frame) {
        return payloadStart();
    }

    /** With an escape, up to the end: how long the delimiter is follows from the frame only while it is read. */
    @Override
    public int payloadBytes(ByteBuf frame, int plain) {
        return delimiters.hasEscape() ? frame.readableBytes() - payloadStart() : plain;
    }

    @Override
    public ByteBuf payload(ByteBuf frame, ByteBufAllocator allocator) {
        int from = frame.readerIndex() + payloadStart();
        int to = frame.writerIndex();
        if (delimiters.hasEscape()) {
            return unescaped(frame, from, allocator.buffer(to - from));
        }
        int at = delimiters.next(frame, from, to);
        while (delimiters.match(frame, at, to) <= 0) {
            at = delimiters.next(frame, at + 1, to);
        }
        return frame.retainedSlice(from, at - from);
    }

    private ByteBuf unescaped(ByteBuf frame, int from, ByteBuf plain) {
        int to = frame.writerIndex();
        int copied = from;
        int at = delimiters.next(frame, from, to);
        while (delimiters.match(frame, at, to) <= 0) {
            boolean escape = delimiters.isEscape(frame.getByte(at));
            if (escape) {
                plain.writeBytes(frame, copied, at - copied);
                copied = at + 1;
            }
            at = delimiters.next(frame, escape ? at + 2 : at + 1, to);
        }
        return plain.writeBytes(frame, copied, at - copied);
    }

    @Override
    public ByteBuf encode(ByteBufAllocator allocator, byte[] header, ByteBuf payload) {
        ByteBuf body = delimiters.hasEscape() ? escaped(allocator, payload) : payload;
        byte[] end = delimiters.end();
        long total = (long) payloadStart() + body.readableBytes() + end.length;
        if (total > maxFrameBytes) {
            body.release();
            throw Framing.tooLarge(total, maxFrameBytes);
        }
        ByteBuf head = Framing.head(allocator, payloadStart(), body, end.length)
                .writeBytes(delimiters.start())
                .writeBytes(header);
        ByteBuf frame = Framing.join(head, body, end);
        if (new Search().cut(frame) instanceof FrameScan.Whole whole && whole.length() == frame.readableBytes()) {
            return frame;
        }
        frame.release();
        throw new FailureException(
                Failure.INVALID_ARGUMENT,
                "the payload holds what ends a frame (expected: no " + ByteBufUtil.hexDump(end) + " in it)");
    }

    private ByteBuf escaped(ByteBufAllocator allocator, ByteBuf payload) {
        ByteBuf escaped = allocator.buffer(payload.readableBytes() + 16);
        while (payload.isReadable()) {
            byte b = payload.readByte();
            if (delimiters.isSpecial(b)) {
                escaped.writeByte(delimiters.escape());
            }
            escaped.writeByte(b);
        }
        payload.release();
        return escaped;
    }

    /** Looks for the end of the frame at the front, and goes on where it stopped when more has come. */
    private final class Search implements Cutter {
        private int searched;

        @Override
        public FrameScan cut(ByteBuf in) {
            int readable = in.readableBytes();
            if (!startsRight(in)) {
                return new FrameScan.Malformed("a frame without its start");
            }
            int first = payloadStart();
            if (readable <= first) {
                return new FrameScan.Incomplete(first + 1 - readable);
            }
            int end = search(in, Math.max(searched, first));
            if (end > maxFrameBytes || end == 0 && readable >= maxFrameBytes) {
                searched = 0;
                return new FrameScan.Malformed("a frame without an end within " + maxFrameBytes + " bytes");
            }
            if (end > 0) {
                searched = 0;
                return new FrameScan.Whole(end, 0);
            }
            return FrameScan.ONE_MORE;
        }

        /** The length of the frame, or 0 when its end is not there yet. */
        private int search(ByteBuf in, int from) {
            int reader = in.readerIndex();
            int to = in.writerIndex();
            int at = reader + from;
            while (at < to) {
                at = delimiters.next(in, at, to);
                int match = at < to ? delimiters.match(in, at, to) : Delimiters.NONE;
                if (match > 0) {
                    return at - reader + match;
                }
                boolean escape = at < to && delimiters.isEscape(in.getByte(at));
                if (match == Delimiters.PARTIAL || escape && at + 1 == to) {
                    break;
                }
                at += escape ? 2 : 1;
            }
            searched = Math.min(at, to) - reader;
            return 0;
        }

        private boolean startsRight(ByteBuf in) {
            byte[] start = delimiters.start();
            int there = Math.min(start.length, in.readableBytes());
            for (int i = 0; i < there; i++) {
                if (in.getByte(in.readerIndex() + i) != start[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
