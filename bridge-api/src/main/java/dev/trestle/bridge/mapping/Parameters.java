package dev.trestle.bridge.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names and values of a query or a form ({@code application/x-www-form-urlencoded}): split first, decoded after, repeats kept.
 * A name without {@code =} has the empty text as its value. The text holds one character a byte, as the wire has it.
 */
final class Parameters {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    private Parameters() {}

    /** Splits and decodes; what is not percent-encoded UTF-8 is reported below {@code source}. */
    static Parameters parse(String text, String source, ArgumentErrors errors) {
        Parameters parameters = new Parameters();
        int at = 0;
        while (at < text.length()) {
            int amp = text.indexOf('&', at);
            int end = amp < 0 ? text.length() : amp;
            if (end > at) {
                parameters.add(text.substring(at, end), source, errors);
            }
            at = end + 1;
        }
        return parameters;
    }

    private void add(String pair, String source, ArgumentErrors errors) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        if (name == null || value == null) {
            String where = name == null
                    ? source
                    : Where.member(new StringBuilder(source), name).toString();
            errors.add(where, abbreviate(pair) + " (expected: percent-encoded UTF-8)");
            return;
        }
        names.add(name);
        values.add(value);
    }

    List<String> names() {
        return names;
    }

    /** The first value of {@code name}, or null. */
    @Nullable
    String first(String name) {
        int at = names.indexOf(name);
        return at < 0 ? null : values.get(at);
    }

    List<String> all(String name) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                all.add(values.get(i));
            }
        }
        return all;
    }

    private static @Nullable String decode(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) != '%' && text.charAt(i) != '+' && text.charAt(i) < 0x80) {
            i++;
        }
        return i == text.length() ? text : decodeFrom(text);
    }

    private static @Nullable String decodeFrom(String text) {
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? hex(text.charAt(i + 1)) : -1;
                int low = i + 2 < text.length() ? hex(text.charAt(i + 2)) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else if (c > 0xFF) {
                return null;
            } else {
                bytes[length++] = c == '+' ? (byte) ' ' : (byte) c;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    /** ASCII digits only: {@code Character.digit} alone takes those of other scripts too. */
    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static String abbreviate(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "...";
    }
}
