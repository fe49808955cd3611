package dev.trestle.codec.dubbo.hessian;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * Scalars at a moving position of a buffer, which is lent and whose indices stay. Lengths are checked against the bytes that
 * are there before anything is done with them.
 */
final class HessianInput {
    private static final long NOT_ASCII = 0x8080808080808080L;

    private final int end;
    private int position;

    // The text or binary read last: a range of the input, or of a copy if it came in several chunks.
    private ByteBuf data;
    private int dataIndex;
    private int dataBytes;
    private boolean ascii;

    private final ByteBuf in;

    HessianInput(ByteBuf in, int start) {
        this.in = in;
        this.data = in;
        this.position = start;
        this.end = in.writerIndex();
    }

    int position() {
        return position;
    }

    void position(int newPosition) {
        position = newPosition;
    }

    int remaining() {
        return end - position;
    }

    ByteBuf bytes() {
        return in;
    }

    /** The buffer the last text or binary lies in. */
    ByteBuf data() {
        return data;
    }

    int dataIndex() {
        return dataIndex;
    }

    int dataBytes() {
        return dataBytes;
    }

    /** Whether the last text is plain ASCII. */
    boolean isAscii() {
        return ascii;
    }

    /** The last text as a string; lone surrogates become U+FFFD. */
    String text() {
        return ascii
                ? data.toString(dataIndex, dataBytes, StandardCharsets.ISO_8859_1)
                : Cesu8.decode(data, dataIndex, dataBytes);
    }

    /** The next byte, consumed. */
    int next() {
        if (position >= end) {
            throw Defect.truncated();
        }
        return in.getByte(position++) & 0xff;
    }

    /** The next byte, not consumed. */
    int peek() {
        if (position >= end) {
            throw Defect.truncated();
        }
        return in.getByte(position) & 0xff;
    }

    private int take(int bytes) {
        int at = position;
        if (bytes < 0 || bytes > end - at) {
            throw Defect.truncated();
        }
        position = at + bytes;
        return at;
    }

    private int uint16() {
        return in.getUnsignedShort(take(2));
    }

    /** An int whose first byte was consumed. */
    int int32(int first) {
        if (first >= 0x80 && first <= 0xbf) {
            return first - 0x90;
        }
        if (first >= 0xc0 && first <= 0xcf) {
            return ((first - 0xc8) << 8) + next();
        }
        if (first >= 0xd0 && first <= 0xd7) {
            return ((first - 0xd4) << 16) + uint16();
        }
        if (first == 'I') {
            return in.getInt(take(4));
        }
        throw Defect.of("a number was expected");
    }

    /** A count or an index: an int that is not negative. */
    int count() {
        int count = int32(next());
        if (count < 0) {
            throw Defect.of("a negative count");
        }
        return count;
    }

    /** A long whose first byte was consumed. */
    long int64(int first) {
        if (first >= 0xd8 && first <= 0xef) {
            return (long) first - 0xe0;
        }
        if (first >= 0xf0) {
            return ((first - 0xf8L) << 8) + next();
        }
        if (first >= 0x38 && first <= 0x3f) {
            return (long) (((first - 0x3c) << 16) + uint16());
        }
        return first == 'Y' ? in.getInt(take(4)) : in.getLong(take(8));
    }

    /** A double whose first byte was consumed. */
    double float64(int first) {
        return switch (first) {
            case 0x5b -> 0.0;
            case 0x5c -> 1.0;
            case 0x5d -> (byte) next();
            case 0x5e -> (short) uint16();
            // Multiplied, not divided: that is what the writer compared with, and the last bits differ.
            case 0x5f -> 0.001 * in.getInt(take(4));
            default -> Double.longBitsToDouble(in.getLong(take(8)));
        };
    }

    /** A date whose first byte was consumed, in ms since the epoch. */
    long date(int first) {
        return first == 0x4a ? in.getLong(take(8)) : in.getInt(take(4)) * 60_000L;
    }

    /** A string whose first byte was consumed; leaves it as the last data. */
    void string(int first) {
        if (first == 'R') {
            chunkedString();
            return;
        }
        int from = stringChunk(lastStringUnits(first), true);
        data = in;
        dataIndex = from;
        dataBytes = position - from;
    }

    /** A string that must come next. */
    void expectString() {
        int first = next();
        if (Tag.of(first) != Tag.STRING) {
            throw Defect.of("a string was expected");
        }
        string(first);
    }

    private int lastStringUnits(int first) {
        if (first <= 0x1f) {
            return first;
        }
        if (first >= 0x30 && first <= 0x33) {
            return ((first - 0x30) << 8) + next();
        }
        if (first == 'S') {
            return uint16();
        }
        throw Defect.of("a string chunk is followed by something else");
    }

    private void chunkedString() {
        ByteBuf whole = Unpooled.buffer(Math.min(remaining(), 1 << 16));
        boolean onlyAscii = true;
        int tag = 'R';
        while (true) {
            int from = stringChunk(tag == 'R' ? uint16() : lastStringUnits(tag), onlyAscii);
            onlyAscii = ascii;
            whole.writeBytes(in, from, position - from);
            if (tag != 'R') {
                break;
            }
            tag = next();
        }
        data = whole;
        dataIndex = 0;
        dataBytes = whole.readableBytes();
    }

    /**
     * Walks {@code units} UTF-16 units, each coded on its own in 1 to 3 bytes; 4 bytes of real UTF-8 count for two, as other
     * languages write them. Returns where they begin.
     */
    private int stringChunk(int units, boolean asciiBefore) {
        int from = position;
        if (units > end - from) {
            throw Defect.truncated();
        }
        int at = asciiRun(from, units);
        int left = units - (at - from);
        ascii = asciiBefore && left == 0;
        while (left > 0) {
            if (at >= end) {
                throw Defect.truncated();
            }
            int lead = in.getByte(at) & 0xff;
            at += bytesOfLead(lead);
            left -= lead >= 0xf0 && left > 1 ? 2 : 1;
        }
        if (at > end) {
            throw Defect.truncated();
        }
        position = at;
        return from;
    }

    private int asciiRun(int from, int units) {
        int at = from;
        int stop = from + units;
        while (at + 8 <= stop && (in.getLong(at) & NOT_ASCII) == 0) {
            at += 8;
        }
        while (at < stop && in.getByte(at) >= 0) {
            at++;
        }
        return at;
    }

    private static int bytesOfLead(int lead) {
        if (lead < 0x80) {
            return 1;
        }
        if ((lead & 0xe0) == 0xc0) {
            return 2;
        }
        if ((lead & 0xf0) == 0xe0) {
            return 3;
        }
        if ((lead & 0xf8) == 0xf0) {
            return 4;
        }
        throw Defect.of("a string is not UTF-8");
    }

    /** A binary whose first byte was consumed; leaves it as the last data. */
    void binary(int first) {
        if (first == 'A') {
            chunkedBinary();
            return;
        }
        int length = lastBinaryBytes(first);
        data = in;
        dataIndex = take(length);
        dataBytes = length;
    }

    private int lastBinaryBytes(int first) {
        if (first >= 0x20 && first <= 0x2f) {
            return first - 0x20;
        }
        if (first >= 0x34 && first <= 0x37) {
            return ((first - 0x34) << 8) + next();
        }
        if (first == 'B') {
            return uint16();
        }
        throw Defect.of("a binary chunk is followed by something else");
    }

    private void chunkedBinary() {
        ByteBuf whole = Unpooled.buffer(Math.min(remaining(), 1 << 16));
        int tag = 'A';
        while (true) {
            int length = tag == 'A' ? uint16() : lastBinaryBytes(tag);
            whole.writeBytes(in, take(length), length);
            if (tag != 'A') {
                break;
            }
            tag = next();
        }
        data = whole;
        dataIndex = 0;
        dataBytes = whole.readableBytes();
    }
}
