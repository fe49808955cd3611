package dev.trestle.bridge.json;

import io.netty.buffer.ByteBuf;

/**
 * Copies UTF-8 from a frame into a JSON string: plain runs in bulk, the rest checked and escaped. Surrogates that were encoded
 * one by one (CESU-8, as Java's older serialisations write them) become the character they stand for.
 */
final class JsonUtf8 {
    private static final int REPLACEMENT = 0xFFFD;

    private JsonUtf8() {}

    static void write(ByteBuf out, ByteBuf in, int index, int length, long limit) {
        int end = index + length;
        int i = index;
        while (i < end) {
            int special = plainEnd(in, i, end);
            JsonWriter.reserve(out, end - i, limit);
            out.writeBytes(in, i, special - i);
            i = special;
            // Text that is not ASCII comes in runs: stay here while it lasts.
            while (i < end && (in.getByte(i) < 0 || i == special)) {
                i = one(out, in, i, end, limit);
            }
        }
    }

    /** The first byte from {@code from} on that is not plain ASCII, or {@code end}. */
    private static int plainEnd(ByteBuf in, int from, int end) {
        int i = from;
        while (i + 8 <= end && JsonStrings.isPlain(in.getLong(i))) {
            i += 8;
        }
        while (i < end) {
            byte b = in.getByte(i);
            if (b < 0x20 || b == '"' || b == '\\') {
                return i;
            }
            i++;
        }
        return end;
    }

    /** Writes the character at {@code at}; the index behind it. */
    private static int one(ByteBuf out, ByteBuf in, int at, int end, long limit) {
        int lead = in.getByte(at) & 0xFF;
        if (lead < 0x80) {
            JsonStrings.ascii(out, lead, 0, limit);
            return at + 1;
        }
        int length = Utf8.length(lead);
        if (length > 0 && isWhole(in, at, end, length)) {
            JsonWriter.reserve(out, length, limit);
            out.writeBytes(in, at, length);
            return at + length;
        }
        int high = surrogate(in, at, end);
        int low = Character.isHighSurrogate((char) high) ? surrogate(in, at + 3, end) : 0;
        if (Character.isLowSurrogate((char) low)) {
            JsonStrings.multiByte(out, Character.toCodePoint((char) high, (char) low), 0, limit);
            return at + 6;
        }
        JsonStrings.multiByte(out, REPLACEMENT, 0, limit);
        return at + (high != 0 ? 3 : 1);
    }

    private static boolean isWhole(ByteBuf in, int at, int end, int length) {
        if (at + length > end || !Utf8.isSecond(in.getByte(at) & 0xFF, in.getByte(at + 1) & 0xFF)) {
            return false;
        }
        for (int i = at + 2; i < at + length; i++) {
            if (!isContinuation(in.getByte(i))) {
                return false;
            }
        }
        return true;
    }

    /** The surrogate encoded in three bytes at {@code at}; 0 when there is none. */
    private static int surrogate(ByteBuf in, int at, int end) {
        if (at + 3 > end || (in.getByte(at) & 0xFF) != 0xED) {
            return 0;
        }
        int second = in.getByte(at + 1) & 0xFF;
        int third = in.getByte(at + 2);
        if (second < 0xA0 || second > 0xBF || !isContinuation(third)) {
            return 0;
        }
        return 0xD000 | (second & 0x3F) << 6 | third & 0x3F;
    }

    private static boolean isContinuation(int b) {
        return (b & 0xC0) == 0x80;
    }
}
