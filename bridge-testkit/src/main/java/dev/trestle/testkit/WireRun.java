package dev.trestle.testkit;

import com.sun.management.ThreadMXBean;
import dev.trestle.bridge.Frame;
import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Wire;
import io.netty.buffer.ByteBuf;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One upstream connection without a socket: gathers what is received and scans it the way the gateway does, and holds the wire to
 * its contract while doing so. Owns its buffer. Not thread safe.
 */
public final class WireRun implements AutoCloseable {
    private static final byte GARBAGE = (byte) 0xA5;
    /** Far more than any scan needs, and far less than the lengths that hostile frames claim. */
    private static final long MAX_SCAN_ALLOCATED_BYTES = 1 << 18;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Wire wire;
    private final ByteBuf in;
    private final Consumer<Frame> frames;
    private final RecordingWireWriter writer = new RecordingWireWriter();
    private int missing = 1;
    private int controlCount;
    private @Nullable String malformed;

    /**
     * A connection that has just opened.
     *
     * @param in gathers the received bytes, given away; may hold earlier bytes before its reader index
     * @param frames sees every frame of an exchange; its bytes are lent, and overwritten after the call unless retained
     */
    public WireRun(Wire wire, ByteBuf in, Consumer<Frame> frames) {
        this.wire = wire;
        this.in = in;
        this.frames = frames;
        wire.onConnect(writer);
    }

    /** Bytes arrive. Nothing happens after malformed ones. */
    public void receive(byte[] bytes, int offset, int length) {
        if (malformed != null) {
            return;
        }
        in.writeBytes(bytes, offset, length);
        missing -= length;
        while (missing <= 0 && malformed == null && in.isReadable()) {
            take(scan(Pass.OPEN));
        }
    }

    /** FIN arrives: the rest is scanned for the last time. */
    public void end() {
        while (malformed == null && in.isReadable()) {
            take(scan(Pass.ENDED));
        }
    }

    /** Forgets the bytes that were cut off, as a connection does to save memory: indices move, content does not. */
    public void compact() {
        in.discardReadBytes();
    }

    /** What the wire wrote, and whether it is ready, draining or closed. */
    public RecordingWireWriter writer() {
        return writer;
    }

    /** How many control frames were seen. */
    public int controlCount() {
        return controlCount;
    }

    /** Why the bytes are no frame; null while they are fine. */
    public @Nullable String malformed() {
        return malformed;
    }

    /** The bytes that belong to no whole frame yet. */
    public int pendingBytes() {
        return in.readableBytes();
    }

    /** The bytes the wire still asked for when it was last shown what had come. */
    public int missingBytes() {
        return missing;
    }

    @Override
    public void close() {
        in.release();
    }

    private enum Pass {
        OPEN,
        ENDED
    }

    private FrameScan scan(Pass pass) {
        int reader = in.readerIndex();
        int writerIndex = in.writerIndex();
        int references = in.refCnt();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        FrameScan scan = pass == Pass.OPEN ? wire.scan(in) : wire.scanAtEnd(in);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        require(allocated <= MAX_SCAN_ALLOCATED_BYTES, "a scan allocated " + allocated + " bytes");
        require(in.readerIndex() == reader && in.writerIndex() == writerIndex, "a scan moved an index");
        require(in.refCnt() == references, "a scan changed the reference count");
        require(pass == Pass.OPEN || !(scan instanceof FrameScan.Incomplete), "scanAtEnd was Incomplete");
        return scan;
    }

    private void take(FrameScan scan) {
        switch (scan) {
            case FrameScan.Incomplete incomplete -> {
                missing = incomplete.bytesMissing();
                require(missing >= 1, "bytesMissing: " + missing + " (expected: 1 or more)");
            }
            case FrameScan.Whole whole -> deliver(whole.length(), whole.exchangeId(), frames);
            case FrameScan.Control control -> {
                controlCount++;
                deliver(control.length(), 0, frame -> wire.onControl(frame, writer));
            }
            case FrameScan.Malformed bad -> {
                require(!bad.reason().isBlank(), "Malformed without a reason");
                malformed = bad.reason();
            }
        }
    }

    private void deliver(int length, long exchangeId, Consumer<Frame> receiver) {
        int readable = in.readableBytes();
        require(length >= 1 && length <= readable, "length: " + length + " (expected: 1.." + readable + ")");
        ByteBuf lent =
                in.isDirect() ? in.alloc().directBuffer(length) : in.alloc().heapBuffer(length);
        lent.writeBytes(in, length);
        try {
            receiver.accept(new Frame(lent, exchangeId));
        } finally {
            spoil(lent);
            lent.release();
        }
    }

    /** What was lent is gone after the call: a reader who kept it without retaining it reads garbage. */
    static void spoil(ByteBuf lent) {
        if (lent.refCnt() == 1) {
            for (int i = 0; i < lent.writerIndex(); i++) {
                lent.setByte(i, GARBAGE);
            }
        }
    }

    private static void require(boolean holds, String broken) {
        if (!holds) {
            throw new AssertionError(broken);
        }
    }
}
