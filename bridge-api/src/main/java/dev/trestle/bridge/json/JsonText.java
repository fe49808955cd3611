package dev.trestle.bridge.json;

import java.nio.charset.StandardCharsets;

/** Strings as they stand in checked JSON text. */
final class JsonText {
    private JsonText() {}

    /** The closing quote of the string whose first character is at {@code start}. */
    static int endOfString(byte[] text, int start) {
        int at = start;
        while (text[at] != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
        return at;
    }

    /** The string between {@code start} and its closing quote, escapes undone. */
    static String decode(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text[i] == '\\') {
                return unescape(text, start, end, i);
            }
        }
        return new String(text, start, end - start, StandardCharsets.UTF_8);
    }

    private static String unescape(byte[] text, int start, int end, int firstEscape) {
        StringBuilder out = new StringBuilder(end - start);
        int plain = start;
        int at = firstEscape;
        while (at < end) {
            if (text[at] != '\\') {
                at++;
                continue;
            }
            out.append(new String(text, plain, at - plain, StandardCharsets.UTF_8));
            byte kind = text[at + 1];
            if (kind == 'u') {
                out.append((char) hex4(text, at + 2));
                at += 6;
            } else {
                out.append(simple(kind));
                at += 2;
            }
            plain = at;
        }
        return out.append(new String(text, plain, end - plain, StandardCharsets.UTF_8))
                .toString();
    }

    static char simple(byte kind) {
        return switch (kind) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> (char) kind;
        };
    }

    /** Four hex digits at {@code at}, or -1. */
    static int hex4(byte[] text, int at) {
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = i < text.length ? Character.digit(text[i], 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
