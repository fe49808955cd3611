package dev.trestle.filter;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * Bytes that a filter may read and change: a request body, a reply's, data of a connection. Bounded. Owns its buffer, which
 * {@link #release}, {@link #close} or {@link #take} gives away. Not thread safe.
 */
public final class Body {
    private final ByteBufAllocator allocator;
    private final int maxBytes;
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;
    /** Whether nobody else has these bytes, so that more may be written behind them. */
    private boolean own;

    private boolean closed;

    /** Empty. */
    public Body(ByteBufAllocator allocator, int maxBytes) {
        this.allocator = allocator;
        this.maxBytes = maxBytes;
    }

    /** A fixed content, for configurations and arguments. */
    public static Body of(byte[] content) {
        Body body = new Body(ByteBufAllocator.DEFAULT, content.length);
        body.bytes = Unpooled.wrappedBuffer(content);
        return body;
    }

    /** A view of bytes that were received, given away, to be read where they are. */
    public static Body view(ByteBuf received) {
        Body body = new Body(received.alloc(), received.readableBytes());
        body.bytes = received;
        return body;
    }

    /** How many bytes there are. */
    public int size() {
        return bytes.readableBytes();
    }

    /** Copies {@code data}, which is lent, behind the rest; whether it fits. */
    public boolean append(ByteBuf data) {
        int length = data.readableBytes();
        if (closed || length > maxBytes - size()) {
            return false;
        }
        if (length > 0) {
            own(length);
            bytes.writeBytes(data, data.readerIndex(), length);
        }
        return true;
    }

    /** Puts {@code data}, which is given away, behind the rest; whether it fits. Bytes that come alone are kept where they are. */
    public boolean put(ByteBuf data) {
        if (!closed && size() == 0 && data.readableBytes() <= maxBytes) {
            bytes.release();
            bytes = data;
            own = false;
            return true;
        }
        boolean fits = append(data);
        data.release();
        return fits;
    }

    /** A copy of a range that lies within. */
    public byte[] copy(int start, int length) {
        byte[] copy = new byte[length];
        bytes.getBytes(bytes.readerIndex() + start, copy);
        return copy;
    }

    /** Puts {@code data} in the place of a range that lies within; whether it fits. */
    public boolean splice(int start, int length, byte[] data) {
        int size = size();
        if (closed || data.length > maxBytes - (size - length)) {
            return false;
        }
        if (start == size) {
            own(data.length);
            bytes.writeBytes(data);
            return true;
        }
        ByteBuf old = bytes;
        ByteBuf made = allocator.buffer(size - length + data.length);
        made.writeBytes(old, old.readerIndex(), start).writeBytes(data);
        made.writeBytes(old, old.readerIndex() + start + length, size - start - length);
        bytes = made;
        own = true;
        old.release();
        return true;
    }

    /** All of it, given away; empty afterwards. */
    public ByteBuf take() {
        ByteBuf taken = bytes;
        bytes = Unpooled.EMPTY_BUFFER;
        own = false;
        return taken;
    }

    /** Forgets the first {@code length} bytes. */
    public void skip(int length) {
        bytes.skipBytes(length);
    }

    /** Forgets all. */
    public void release() {
        take().release();
    }

    /** Forgets all, for good: nothing fits any more, whoever still has this. */
    public void close() {
        closed = true;
        release();
    }

    private void own(int more) {
        if (!own) {
            ByteBuf shared = bytes;
            bytes = allocator.buffer(shared.readableBytes() + more).writeBytes(shared);
            own = true;
            shared.release();
        }
    }
}
