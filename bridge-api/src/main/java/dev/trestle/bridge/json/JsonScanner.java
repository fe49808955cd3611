package dev.trestle.bridge.json;

/** Checks the strings and numbers of a text, byte by byte. */
final class JsonScanner {
    private final byte[] bytes;
    private final JsonLimits limits;
    private boolean escaped;
    private boolean whole;

    JsonScanner(byte[] bytes, JsonLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    /** Whether the latest string had an escape. */
    boolean escaped() {
        return escaped;
    }

    /** Whether the latest number had neither fraction nor exponent. */
    boolean whole() {
        return whole;
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Checks the string that begins at {@code start}, behind its quote; the index of its closing quote. */
    int string(int start) {
        escaped = false;
        int i = start;
        while (i < bytes.length) {
            byte b = bytes[i];
            if (b == '"') {
                return i;
            } else if (b == '\\') {
                escaped = true;
                i = escape(i);
            } else if (b >= ' ') {
                i++;
            } else if (b < 0) {
                i = multiByte(i);
            } else {
                throw error(i, String.format("control character 0x%02X in a string (expected: an escape)", b));
            }
        }
        throw error(start - 1, "a string without its closing quote");
    }

    private int escape(int at) {
        byte next = at + 1 < bytes.length ? bytes[at + 1] : 0;
        if (next != 'u') {
            if (next == 0 || "\"\\/bfnrt".indexOf(next) < 0) {
                throw error(at, "unknown escape (expected: one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX)");
            }
            return at + 2;
        }
        char unit = unit(at);
        if (!Character.isSurrogate(unit)) {
            return at + 6;
        }
        int second = at + 6;
        boolean paired = Character.isHighSurrogate(unit)
                && second + 1 < bytes.length
                && bytes[second] == '\\'
                && bytes[second + 1] == 'u'
                && Character.isLowSurrogate(unit(second));
        if (!paired) {
            throw error(at, "half of a surrogate pair (expected: both halves)");
        }
        return second + 6;
    }

    /** The UTF-16 unit that the escape at {@code at} stands for. */
    private char unit(int at) {
        int unit = at + 6 <= bytes.length ? JsonText.hex4(bytes, at + 2) : -1;
        if (unit < 0) {
            throw error(at, "broken escape (expected: \\u and four hex digits)");
        }
        return (char) unit;
    }

    private int multiByte(int at) {
        int length = Utf8.length(bytes, at, bytes.length);
        if (length == 0) {
            throw error(at, String.format("byte 0x%02X is no UTF-8", bytes[at] & 0xFF));
        }
        return at + length;
    }

    /** Checks the number at {@code start}; one past its last byte. */
    int number(int start) {
        int i = bytes[start] == '-' ? start + 1 : start;
        int afterInteger = digits(i);
        if (bytes[i] == '0' && afterInteger > i + 1) {
            throw error(start, "a number with a leading zero");
        }
        i = afterInteger;
        if (i < bytes.length && bytes[i] == '.') {
            i = digits(i + 1);
        }
        if (i < bytes.length && (bytes[i] | 0x20) == 'e') {
            boolean signed = i + 1 < bytes.length && (bytes[i + 1] == '+' || bytes[i + 1] == '-');
            i = digits(i + (signed ? 2 : 1));
        }
        if (i - start > limits.maxNumberDigits()) {
            throw error(
                    start,
                    "a number of " + (i - start) + " characters (expected: at most " + limits.maxNumberDigits() + ")");
        }
        whole = i == afterInteger;
        return i;
    }

    private int digits(int from) {
        int i = from;
        while (i < bytes.length && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        if (i == from) {
            throw error(from, "a broken number (expected: digits)");
        }
        return i;
    }

    private JsonException error(int at, String detail) {
        return error(bytes, at, detail);
    }

    /** Lines end with a line feed; columns count characters, from 1. */
    static JsonException error(byte[] bytes, int at, String detail) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < at; i++) {
            if (bytes[i] == '\n') {
                line++;
                column = 1;
            } else if ((bytes[i] & 0xC0) != 0x80) {
                column++;
            }
        }
        return new JsonException("line " + line + ", column " + column + ": " + detail);
    }
}
