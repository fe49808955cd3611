package dev.trestle.bridge.json;

import java.nio.charset.StandardCharsets;

/** Reads the pieces of a text that {@link JsonParser} has checked; nothing here checks again. */
final class JsonText {
    /** The longest run of digits that fits 64 bits whatever they are. */
    private static final int SAFE_DIGITS = 18;

    private JsonText() {}

    /** The index of the quote that ends the string beginning at {@code start}. */
    static int closingQuote(byte[] bytes, int start) {
        int i = start;
        while (bytes[i] != '"') {
            i += bytes[i] == '\\' ? 2 : 1;
        }
        return i;
    }

    /** Whether the string beginning at {@code start} decodes to {@code expected}. */
    static boolean equals(byte[] bytes, int start, String expected) {
        int length = expected.length();
        for (int i = 0; i < length; i++) {
            byte b = bytes[start + i];
            if (b < 0 || b == '\\') {
                return decode(bytes, start, closingQuote(bytes, start)).equals(expected);
            }
            // A quote ends the string here: inside one it would stand behind a backslash.
            if (b != expected.charAt(i) || b == '"') {
                return false;
            }
        }
        return bytes[start + length] == '"';
    }

    static String decode(byte[] bytes, int start, int end) {
        int escape = indexOfEscape(bytes, start, end);
        if (escape == end) {
            return new String(bytes, start, end - start, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(end - start);
        int from = start;
        while (escape < end) {
            text.append(new String(bytes, from, escape - from, StandardCharsets.UTF_8));
            byte escaped = bytes[escape + 1];
            text.append(escaped == 'u' ? (char) hex4(bytes, escape + 2) : unescape(escaped));
            from = escape + (escaped == 'u' ? 6 : 2);
            escape = indexOfEscape(bytes, from, end);
        }
        return text.append(new String(bytes, from, end - from, StandardCharsets.UTF_8))
                .toString();
    }

    private static int indexOfEscape(byte[] bytes, int start, int end) {
        int i = start;
        while (i < end && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    private static char unescape(byte escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> (char) escaped;
        };
    }

    /** Four hex digits as a number; negative when one of them is none. */
    static int hex4(byte[] bytes, int start) {
        int value = 0;
        for (int i = start; i < start + 4; i++) {
            value = value << 4 | Character.digit(bytes[i], 16);
        }
        return value;
    }

    static boolean fitsInt64(byte[] bytes, int start, int end) {
        boolean negative = bytes[start] == '-';
        int digits = end - start - (negative ? 1 : 0);
        if (digits != SAFE_DIGITS + 1) {
            return digits <= SAFE_DIGITS;
        }
        // 19 digits: what wraps around changes its sign. 9 999 999 999 999 999 999 wraps only once.
        long value = int64(bytes, start, end);
        return negative ? value < 0 : value >= 0;
    }

    static long int64(byte[] bytes, int start, int end) {
        boolean negative = bytes[start] == '-';
        long value = 0;
        for (int i = negative ? start + 1 : start; i < end; i++) {
            value = value * 10 + (bytes[i] - '0');
        }
        return negative ? -value : value;
    }
}
