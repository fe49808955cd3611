package dev.trestle.bridge.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names and values of a query or a form ({@code application/x-www-form-urlencoded}): split first, decoded after, repeats kept. */
final class Parameters {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    private Parameters() {}

    static Parameters parse(String text, String where, ArgumentErrors errors) {
        Parameters parameters = new Parameters();
        int at = 0;
        while (at < text.length()) {
            int amp = text.indexOf('&', at);
            int end = amp < 0 ? text.length() : amp;
            if (end > at) {
                parameters.add(text.substring(at, end), where, errors);
            }
            at = end + 1;
        }
        return parameters;
    }

    private void add(String pair, String where, ArgumentErrors errors) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        if (name == null || value == null) {
            errors.add(where, "a parameter that is not percent-encoded UTF-8");
            return;
        }
        names.add(name);
        values.add(value);
    }

    List<String> names() {
        return names;
    }

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
        if (text.indexOf('%') < 0) {
            return text.replace('+', ' ');
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[raw.length];
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
                int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[length++] = raw[i] == '+' ? (byte) ' ' : raw[i];
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
}
