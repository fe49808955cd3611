package dev.trestle.bridge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Two heap buffers of the calling thread: a frame is read, and JSON written, byte by byte, which costs less on the heap than on
 * the buffers of a socket; one copy each way is cheaper than that.
 *
 * <p>For the time of one hook, on one thread: whatever was got from it is overwritten by the next use. Never retained, never
 * released.
 */
public final class Scratch {
    private static final int FIRST_BYTES = 4 << 10;
    private static final int KEPT_BYTES = 256 << 10;
    private static final FastThreadLocal<Scratch> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected Scratch initialValue() {
            return new Scratch();
        }
    };

    private ByteBuf input = Unpooled.buffer(FIRST_BYTES);
    private ByteBuf output = Unpooled.buffer(FIRST_BYTES);

    private Scratch() {}

    /** The calling thread's. */
    public static Scratch ofThread() {
        return OF_THREAD.get();
    }

    /** A copy of {@code length} bytes of {@code in} from the absolute index {@code index}, at index 0. Indices of {@code in} stay. */
    public ByteBuf copy(ByteBuf in, int index, int length) {
        input = emptied(input);
        return input.writeBytes(in, index, length);
    }

    /** An empty buffer to write to. */
    public ByteBuf output() {
        output = emptied(output);
        return output;
    }

    /** What was written to {@link #output}, in a buffer of its own: the caller's. */
    public ByteBuf written(ByteBufAllocator allocator) {
        int length = output.readableBytes();
        return allocator.buffer(length).writeBytes(output, output.readerIndex(), length);
    }

    /** A large reply does not leave its memory behind. */
    private static ByteBuf emptied(ByteBuf used) {
        return used.capacity() > KEPT_BYTES ? Unpooled.buffer(FIRST_BYTES) : used.clear();
    }
}
