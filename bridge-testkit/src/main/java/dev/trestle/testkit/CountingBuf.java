package dev.trestle.testkit;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;

/** Counts how many bytes are looked at: the work of a scan, independent of the clock. Hides its array so that none escapes. */
final class CountingBuf extends UnpooledHeapByteBuf {
    private long bytesRead;

    CountingBuf(int capacity) {
        super(UnpooledByteBufAllocator.DEFAULT, capacity, Integer.MAX_VALUE);
    }

    long bytesRead() {
        return bytesRead;
    }

    @Override
    public boolean hasArray() {
        return false;
    }

    @Override
    protected byte _getByte(int index) {
        bytesRead++;
        return super._getByte(index);
    }

    @Override
    protected short _getShort(int index) {
        bytesRead += Short.BYTES;
        return super._getShort(index);
    }

    @Override
    protected int _getUnsignedMedium(int index) {
        bytesRead += 3;
        return super._getUnsignedMedium(index);
    }

    @Override
    protected int _getInt(int index) {
        bytesRead += Integer.BYTES;
        return super._getInt(index);
    }

    @Override
    protected long _getLong(int index) {
        bytesRead += Long.BYTES;
        return super._getLong(index);
    }

    @Override
    protected int _getIntLE(int index) {
        bytesRead += Integer.BYTES;
        return super._getIntLE(index);
    }

    @Override
    protected long _getLongLE(int index) {
        bytesRead += Long.BYTES;
        return super._getLongLE(index);
    }
}
