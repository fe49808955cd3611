package dev.trestle.codec.thrift;

import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Messages with nothing between them: the end of one is found by stepping over its struct. Remembers where it is, so that every
 * byte is looked at once however the message is cut.
 *
 * <p>A step reads one head (of the message, a field, a value) whole or not at all. What is open is a stack: a struct, or a container with
 * the number of values to come; a map's keys and values take turns.
 */
abstract sealed class MessageScan implements Wire permits BinaryScan, CompactScan {
    /** Returned by a step whose head is not there yet. */
    protected static final int MORE = -1;
    /** Returned by a step that found something wrong and said so with {@link #refuse}. */
    protected static final int REFUSED = -2;

    /** What is read of a message: its name and its struct's outermost field may come late. */
    private static final int NOTHING = -1;

    private static final int OF_STRUCT = -1;

    private final int maxMessageBytes;
    private final long[] remaining = new long[ThriftReader.MAX_DEPTH + 2];
    private final int[] evenType = new int[remaining.length];
    private final int[] oddType = new int[remaining.length];

    private ByteBuf in = Unpooled.EMPTY_BUFFER;
    private int start;
    private int available;
    private long offset;
    private int depth;
    private boolean inMessage;
    /** The type of the value that comes next, where its field's head was read but not its own. */
    private int pending = NOTHING;

    private String reason = "";

    /** Of the message being scanned. */
    protected long sequenceId;

    MessageScan(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public final FrameScan scan(ByteBuf bytes) {
        in = bytes;
        start = bytes.readerIndex();
        available = bytes.readableBytes();
        try {
            return run();
        } finally {
            in = Unpooled.EMPTY_BUFFER;
        }
    }

    private FrameScan run() {
        if (!inMessage) {
            offset = 0;
            depth = 0;
            pending = NOTHING;
            int bytes = messageHead();
            if (bytes < 0) {
                return stopped(bytes);
            }
            offset = bytes;
            inMessage = true;
            open(OF_STRUCT, 0, 0);
        }
        while (depth > 0) {
            int bytes = offset > available ? MORE : step();
            if (bytes < 0) {
                return stopped(bytes);
            }
            offset += bytes;
            if (offset > maxMessageBytes) {
                refuse("message longer than " + maxMessageBytes + " bytes");
                return stopped(REFUSED);
            }
        }
        if (offset > available) {
            return stopped(MORE);
        }
        inMessage = false;
        return new FrameScan.Whole((int) offset, sequenceId);
    }

    private FrameScan stopped(int why) {
        if (why == MORE && available <= maxMessageBytes) {
            return new FrameScan.Incomplete((int) Math.max(1, offset - available));
        }
        inMessage = false;
        return new FrameScan.Malformed(why == MORE ? "message longer than " + maxMessageBytes + " bytes" : reason);
    }

    private int step() {
        if (pending != NOTHING) {
            int type = pending;
            int bytes = valueHead(type);
            if (bytes >= 0 && pending == type) {
                pending = NOTHING;
            }
            return bytes;
        }
        int top = depth - 1;
        if (remaining[top] == OF_STRUCT) {
            return fieldHead();
        }
        if (remaining[top] == 0) {
            depth--;
            return 0;
        }
        pending = (remaining[top] & 1) == 0 ? evenType[top] : oddType[top];
        remaining[top]--;
        return 0;
    }

    /** The length of the head of a message, its name included; sets {@link #sequenceId}. */
    protected abstract int messageHead();

    /** The length of a field's head; calls {@link #field} or {@link #close}. */
    protected abstract int fieldHead();

    /**
     * The length of a value without parts, or of the head of one that has parts, which is opened. May be more than what is
     * there.
     */
    protected abstract int valueHead(int type);

    /** A value of {@code type} comes next. */
    protected final int field(int type, int headBytes) {
        if (!WireType.isValue(type)) {
            return refuse("unknown type " + type);
        }
        pending = type;
        return headBytes;
    }

    protected final int close(int headBytes) {
        depth--;
        return headBytes;
    }

    protected final int openStruct() {
        return open(OF_STRUCT, 0, 0) ? 0 : REFUSED;
    }

    /** Opens a list or set of {@code size} elements, each of {@code fixedBytes} or, where that is 0, of any length. */
    protected final int openList(int headBytes, long size, int type, int fixedBytes) {
        if (size < 0 || size > maxMessageBytes) {
            return refuse("a container claims " + size + " elements");
        }
        if (size > 0 && !WireType.isValue(type)) {
            return refuse("unknown type " + type);
        }
        if (size > 0 && fixedBytes > 0) {
            return jump(headBytes + size * fixedBytes);
        }
        return open(size, type, type) ? headBytes : REFUSED;
    }

    protected final int openMap(int headBytes, long size, int keyType, int valueType) {
        if (size < 0 || size > maxMessageBytes) {
            return refuse("a container claims " + size + " elements");
        }
        if (size > 0 && !(WireType.isValue(keyType) && WireType.isValue(valueType))) {
            return refuse("unknown type " + keyType + " or " + valueType);
        }
        return open(2 * size, keyType, valueType) ? headBytes : REFUSED;
    }

    /** Steps over so many bytes at once. */
    protected final int jump(long bytes) {
        return bytes < 0 || bytes > maxMessageBytes
                ? refuse("a value claims " + bytes + " bytes (expected: at most " + maxMessageBytes + ")")
                : (int) bytes;
    }

    protected final int refuse(String why) {
        reason = why;
        return REFUSED;
    }

    private boolean open(long values, int even, int odd) {
        pending = NOTHING;
        if (depth == remaining.length) {
            refuse("message nests deeper than " + ThriftReader.MAX_DEPTH);
            return false;
        }
        remaining[depth] = values;
        evenType[depth] = even;
        oddType[depth] = odd;
        depth++;
        return true;
    }

    /** Whether {@code count} bytes from {@code at}, relative to what comes next, are there. */
    protected final boolean has(int at, int count) {
        return offset + at + count <= available;
    }

    protected final int byteAt(int at) {
        return in.getByte((int) (start + offset) + at);
    }

    protected final int intAt(int at) {
        return in.getInt((int) (start + offset) + at);
    }
}
