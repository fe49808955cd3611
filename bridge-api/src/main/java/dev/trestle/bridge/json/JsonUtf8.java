package dev.trestle.bridge.json;

import io.netty.buffer.ByteBuf;

/** UTF-8 out; UTF-8, CESU-8 and damaged UTF-8 in. */
final class JsonUtf8 {
    static final int REPLACEMENT = 0xfffd;

    private JsonUtf8() {}

    /** Writes one code point. */
    static void write(ByteBuf out, int codePoint) {
        if (codePoint < 0x80) {
            out.writeByte(codePoint);
        } else if (codePoint < 0x800) {
            out.writeByte(0xc0 | codePoint >> 6);
            out.writeByte(0x80 | codePoint & 0x3f);
        } else if (codePoint < 0x10000) {
            out.writeByte(0xe0 | codePoint >> 12);
            out.writeByte(0x80 | codePoint >> 6 & 0x3f);
            out.writeByte(0x80 | codePoint & 0x3f);
        } else {
            out.writeByte(0xf0 | codePoint >> 18);
            out.writeByte(0x80 | codePoint >> 12 & 0x3f);
            out.writeByte(0x80 | codePoint >> 6 & 0x3f);
            out.writeByte(0x80 | codePoint & 0x3f);
        }
    }

    /** Writes the character at {@code at}, repaired; returns how many bytes of {@code in} it took. */
    static int copy(ByteBuf in, int at, int end, ByteBuf out) {
        int codePoint = decode(in, at, end);
        if (codePoint < 0) {
            write(out, REPLACEMENT);
            return 1;
        }
        int length = codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
        if (!isSurrogate(codePoint)) {
            write(out, codePoint);
            return length;
        }
        // CESU-8: each half of a pair in three bytes.
        int low = codePoint < 0xdc00 && at + 3 < end ? decode(in, at + 3, end) : -1;
        if (low >= 0xdc00 && low <= 0xdfff) {
            write(out, Character.toCodePoint((char) codePoint, (char) low));
            return 6;
        }
        write(out, REPLACEMENT);
        return 3;
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= 0xd800 && codePoint <= 0xdfff;
    }

    /** The code point at {@code at}, surrogates included, or -1 when the bytes are no shortest form of one. */
    private static int decode(ByteBuf in, int at, int end) {
        int lead = in.getByte(at) & 0xff;
        int length = lead >= 0xc2 && lead <= 0xdf
                ? 2
                : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
        if (length == 0 || at + length > end) {
            return -1;
        }
        int codePoint = lead & (0xff >> length + 1);
        for (int i = 1; i < length; i++) {
            int next = in.getByte(at + i) & 0xff;
            if ((next & 0xc0) != 0x80) {
                return -1;
            }
            codePoint = codePoint << 6 | next & 0x3f;
        }
        int least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
        return codePoint < least || codePoint > 0x10ffff ? -1 : codePoint;
    }
}
