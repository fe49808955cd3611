package dev.trestle.redis;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;

/**
 * Cuts what a connection receives into replies of RESP2 and keeps the bytes of the one that is coming, as they are. Memory grows with
 * bytes that have come, never with a length that Redis claims; a reply that is too large is read to its end and not kept. What stands
 * inside of arrays needs no stack: each value is one less to come, each array as many more as it says. One thread's.
 */
final class ReplyCutter {
    /** The most bytes of a reply. */
    static final int MAX_REPLY_BYTES = 1 << 20;

    /** The most values of a reply that are yet to come. */
    private static final long MAX_VALUES = 1 << 20;

    /** A length never has more digits. */
    private static final int MAX_LENGTH_LINE = 20;

    private static final long MAX_BULK_BYTES = 512L << 20;

    private ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final StringBuilder length = new StringBuilder();
    private State state = State.TYPE;
    private byte type;
    private boolean carriageReturn;
    private long values = 1;
    private long bulkLeft;
    private boolean tooLarge;

    /** What comes next. */
    private enum State {
        TYPE,
        LINE,
        BULK,
        BULK_END
    }

    /** What is received is no RESP2. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message);
        }
    }

    /** Reads up to the end of a reply, or all there is; whether a reply has ended, which {@link #take} gives. */
    boolean read(ByteBuf in) throws MalformedException {
        while (in.isReadable()) {
            if (state == State.BULK) {
                bulk(in);
            } else if (octet(in.readByte())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the reply that has ended is longer than is kept. */
    boolean isTooLarge() {
        return tooLarge;
    }

    /** The reply that has ended; the next one begins. */
    byte[] take() {
        byte[] reply = kept.toByteArray();
        kept = new ByteArrayOutputStream();
        tooLarge = false;
        values = 1;
        return reply;
    }

    private boolean octet(byte octet) throws MalformedException {
        keep(octet);
        return switch (state) {
            case TYPE -> type(octet);
            case LINE -> line(octet);
            default -> bulkEnd(octet);
        };
    }

    private boolean type(byte octet) throws MalformedException {
        if ("+-:$*".indexOf(octet) < 0) {
            throw new MalformedException("a value that begins with " + octet + " (expected: one of + - : $ *)");
        }
        type = octet;
        state = State.LINE;
        carriageReturn = false;
        length.setLength(0);
        return false;
    }

    private boolean line(byte octet) throws MalformedException {
        if (carriageReturn) {
            if (octet != '\n') {
                throw new MalformedException("a line that ends with CR alone (expected: CR LF)");
            }
            return lineEnd();
        }
        carriageReturn = octet == '\r';
        if (!carriageReturn && (type == '$' || type == '*')) {
            if (length.length() >= MAX_LENGTH_LINE) {
                throw new MalformedException("a length of more than " + MAX_LENGTH_LINE + " digits");
            }
            length.append((char) (octet & 0xff));
        }
        return false;
    }

    /** A line has ended; whether the reply has. */
    private boolean lineEnd() throws MalformedException {
        if (type == '*') {
            long elements = number(MAX_VALUES);
            values += Math.max(0, elements);
            if (values > MAX_VALUES) {
                throw new MalformedException("more than " + MAX_VALUES + " values to come");
            }
        } else if (type == '$') {
            long bytes = number(MAX_BULK_BYTES);
            if (bytes >= 0) {
                bulkLeft = bytes;
                state = State.BULK;
                return false;
            }
        }
        return ended();
    }

    private long number(long max) throws MalformedException {
        String written = length.toString();
        try {
            long number = Long.parseLong(written);
            if (number >= -1 && number <= max) {
                return number;
            }
        } catch (NumberFormatException none) {
            // Said below.
        }
        throw new MalformedException("a length of " + written + " (expected: -1.." + max + ")");
    }

    private void bulk(ByteBuf in) {
        int some = (int) Math.min(bulkLeft, in.readableBytes());
        if (some > MAX_REPLY_BYTES - kept.size()) {
            giveUp();
        } else if (!tooLarge) {
            kept.writeBytes(ByteBufUtil.getBytes(in, in.readerIndex(), some));
        }
        in.skipBytes(some);
        bulkLeft -= some;
        if (bulkLeft == 0) {
            state = State.BULK_END;
            carriageReturn = false;
        }
    }

    private boolean bulkEnd(byte octet) throws MalformedException {
        if (octet != (carriageReturn ? '\n' : '\r')) {
            throw new MalformedException("a bulk string that is longer than it says");
        }
        boolean ends = carriageReturn;
        carriageReturn = true;
        return ends && ended();
    }

    private boolean ended() {
        state = State.TYPE;
        values--;
        return values == 0;
    }

    private void keep(byte octet) {
        if (kept.size() >= MAX_REPLY_BYTES) {
            giveUp();
        } else if (!tooLarge) {
            kept.write(octet);
        }
    }

    private void giveUp() {
        tooLarge = true;
        kept = new ByteArrayOutputStream();
    }
}
