package dev.trestle.upstream;

import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes one connection has received and not yet handed on, and the cuts its {@link Wire} makes in them. Memory grows only
 * with bytes that have come, never with a length that the peer claims; a wire that throws or lies about a length has found a
 * malformed frame. On its event loop only.
 */
final class FrameCutter {
    private static final Logger LOG = LoggerFactory.getLogger(FrameCutter.class);

    private final Wire wire;
    private ByteBuf received = Unpooled.EMPTY_BUFFER;
    private int wanted = 1;

    FrameCutter(Wire wire) {
        this.wire = wire;
    }

    boolean isEmpty() {
        return !received.isReadable();
    }

    /** Whether there is enough for the wire to look again. */
    boolean isWorthScanning() {
        return received.readableBytes() >= wanted;
    }

    /** Takes what the socket gave; given away. */
    void append(ByteBuf bytes, ByteBufAllocator allocator) {
        if (!received.isReadable()) {
            received.release();
            received = bytes;
            return;
        }
        int added = bytes.readableBytes();
        if (received.isReadOnly() || received.refCnt() > 1 || received.writableBytes() < added) {
            int total = received.readableBytes() + added;
            ByteBuf larger = allocator
                    .buffer(Math.max(total, Math.min(wanted, total * 2)))
                    .writeBytes(received);
            received.release();
            received = larger;
        }
        received.writeBytes(bytes);
        bytes.release();
    }

    /** What stands at the front; something must be there. After the upstream's FIN {@link #nextAtEnd}. */
    FrameScan next() {
        return checked(false);
    }

    FrameScan nextAtEnd() {
        return checked(true);
    }

    /** The next {@code length} bytes, which {@link #next} found to be a frame; lent until the next call. */
    ByteBuf take(int length) {
        wanted = 1;
        return received.readSlice(length);
    }

    /** Drops everything. */
    void clear() {
        received.release();
        received = Unpooled.EMPTY_BUFFER;
        wanted = 1;
    }

    private FrameScan checked(boolean atEnd) {
        int start = received.readerIndex();
        int there = received.readableBytes();
        try {
            FrameScan scan = atEnd ? wire.scanAtEnd(received) : wire.scan(received);
            received.readerIndex(start);
            if (scan instanceof FrameScan.Incomplete incomplete) {
                long missing = Math.max(1, incomplete.bytesMissing());
                wanted = (int) Math.min(Integer.MAX_VALUE, there + missing);
                return atEnd ? new FrameScan.Malformed("closed inside a frame") : scan;
            }
            int length = length(scan);
            return length >= 1 && length <= there
                    ? scan
                    : new FrameScan.Malformed("its wire cut a frame of " + length + " bytes out of " + there);
        } catch (RuntimeException | StackOverflowError thrown) {
            LOG.error("{} threw on what it received", wire.getClass().getName(), thrown);
            return new FrameScan.Malformed(
                    "its wire failed: " + thrown.getClass().getSimpleName());
        }
    }

    private static int length(FrameScan scan) {
        return switch (scan) {
            case FrameScan.Whole whole -> whole.length();
            case FrameScan.Control control -> control.length();
            case FrameScan.Incomplete incomplete -> 1;
            case FrameScan.Malformed malformed -> 1;
        };
    }
}
