package dev.trestle.bridge.mapping;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * The keys of one map, as they are on the wire. Two names of an object may stand for one key, {@code 1} and {@code 01} for a number:
 * whoever reads the map would keep one value and lose the other without a word. Not thread safe.
 */
public final class WrittenKeys {
    private final ByteBuf out;
    private final Set<ByteBuffer> seen = new HashSet<>();

    /** Of a map that is written to {@code out}, which is lent for as long. */
    public WrittenKeys(ByteBuf out) {
        this.out = out;
    }

    /**
     * Looks at the key that stands between {@code from} and the end of what is written.
     *
     * @param key where it comes from, for the error
     */
    public void add(int from, Value key, ArgumentErrors errors) {
        byte[] written = ByteBufUtil.getBytes(out, from, out.writerIndex() - from);
        if (!seen.add(ByteBuffer.wrap(written))) {
            errors.add(key, "expected: a key that is not there already");
        }
    }
}
