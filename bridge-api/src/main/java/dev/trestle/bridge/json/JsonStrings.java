package dev.trestle.bridge.json;

import io.netty.buffer.ByteBuf;

/** Writes Java text as a JSON string. Eight plain ASCII characters at a time, the rest one by one. */
final class JsonStrings {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private JsonStrings() {}

    /** Whether each of eight ASCII bytes may stand in a JSON string as it is. */
    static boolean isPlain(long word) {
        long quotes = word ^ ONES * '"';
        long backslashes = word ^ ONES * '\\';
        // A byte's high bit is set where it is above 0x7F, or where subtracting made it wrap.
        long special = word | word - ONES * 0x20 | quotes - ONES | backslashes - ONES;
        return (special & HIGHS) == 0;
    }

    static void write(ByteBuf out, CharSequence value, long limit) {
        int length = value.length();
        JsonWriter.reserve(out, length + 2L, limit);
        out.writeByte('"');
        int i = 0;
        while (i + 8 <= length) {
            long word = 0;
            int or = 0;
            for (int j = 0; j < 8; j++) {
                char c = value.charAt(i + j);
                or |= c;
                word = word << 8 | c;
            }
            if (or > 0x7F || !isPlain(word)) {
                break;
            }
            out.writeLong(word);
            i += 8;
        }
        while (i < length) {
            char c = value.charAt(i++);
            if (c < 0x80) {
                ascii(out, c, length - i + 1, limit);
            } else if (Character.isHighSurrogate(c) && i < length && Character.isLowSurrogate(value.charAt(i))) {
                multiByte(out, Character.toCodePoint(c, value.charAt(i++)), length - i + 1, limit);
            } else {
                multiByte(out, Character.isSurrogate(c) ? 0xFFFD : c, length - i + 1, limit);
            }
        }
        JsonWriter.reserve(out, 1, limit);
        out.writeByte('"');
    }

    /** Writes one ASCII character, escaped where it must be; {@code behind} more bytes will follow at least. */
    static void ascii(ByteBuf out, int c, int behind, long limit) {
        if (c >= 0x20 && c != '"' && c != '\\') {
            JsonWriter.reserve(out, 1L + behind, limit);
            out.writeByte(c);
            return;
        }
        int letter = shortEscape(c);
        JsonWriter.reserve(out, (letter == 0 ? 6L : 2L) + behind, limit);
        out.writeByte('\\');
        if (letter != 0) {
            out.writeByte(letter);
        } else {
            out.writeByte('u')
                    .writeByte('0')
                    .writeByte('0')
                    .writeByte(HEX[c >> 4])
                    .writeByte(HEX[c & 15]);
        }
    }

    /** Writes a character above 0x7F as UTF-8. */
    static void multiByte(ByteBuf out, int codePoint, int behind, long limit) {
        JsonWriter.reserve(out, (codePoint < 0x800 ? 2L : codePoint < 0x10000 ? 3L : 4L) + behind, limit);
        if (codePoint < 0x800) {
            out.writeByte(0xC0 | codePoint >> 6);
        } else if (codePoint < 0x10000) {
            out.writeByte(0xE0 | codePoint >> 12).writeByte(0x80 | codePoint >> 6 & 0x3F);
        } else {
            out.writeByte(0xF0 | codePoint >> 18).writeByte(0x80 | codePoint >> 12 & 0x3F);
            out.writeByte(0x80 | codePoint >> 6 & 0x3F);
        }
        out.writeByte(0x80 | codePoint & 0x3F);
    }

    private static int shortEscape(int c) {
        return switch (c) {
            case '"', '\\' -> c;
            case '\b' -> 'b';
            case '\f' -> 'f';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> 0;
        };
    }
}
