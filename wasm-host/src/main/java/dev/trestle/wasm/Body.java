package dev.trestle.wasm;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * Bytes that a plugin may read and change: a request body, a reply's, data of a connection. Bounded. Owns its buffer, which
 * {@link #release} or {@link #take} gives away. Not thread safe.
 */
public final class Body {
    private final ByteBufAllocator allocator;
    private final int maxBytes;
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

    /** Empty. */
    public Body(ByteBufAllocator allocator, int maxBytes) {
        this.allocator = allocator;
        this.maxBytes = maxBytes;
    }

    /** A fixed content, for configurations and arguments. */
    static Body of(byte[] content) {
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
        if (length > maxBytes - size()) {
            return false;
        }
        if (length > 0) {
            own(length);
            bytes.writeBytes(data, data.readerIndex(), length);
        }
        return true;
    }

    /** A copy of a range that lies within. */
    byte[] copy(int start, int length) {
        byte[] copy = new byte[length];
        bytes.getBytes(bytes.readerIndex() + start, copy);
        return copy;
    }

    /** Puts {@code data} in the place of a range that lies within; whether it fits. */
    boolean splice(int start, int length, byte[] data) {
        int size = size();
        if (data.length > maxBytes - (size - length)) {
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
        old.release();
        return true;
    }

    /** All of it, given away; empty afterwards. */
    public ByteBuf take() {
        ByteBuf taken = bytes;
        bytes = Unpooled.EMPTY_BUFFER;
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

    private void own(int more) {
        if (bytes.maxCapacity() == 0) {
            bytes = allocator.buffer(more);
        }
    }
}
