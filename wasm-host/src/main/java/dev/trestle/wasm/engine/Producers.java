package dev.trestle.wasm.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The section {@code producers} of the tool conventions: fields of a name and values, each a name and a version; numbers are
 * unsigned LEB128, texts UTF-8 behind their length.
 */
final class Producers {
    private static final int MORE = 0x80;
    private static final int BITS = 7;
    private static final int MAX_SHIFT = 28;

    private final byte[] bytes;
    private int at;

    Producers(byte[] bytes) {
        this.bytes = bytes;
    }

    Map<String, List<String>> read() {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (int left = number(); left > 0; left--) {
            String field = text();
            List<String> values = new ArrayList<>();
            for (int more = number(); more > 0; more--) {
                String name = text();
                values.add((name + " " + text()).strip());
            }
            fields.put(field, values);
        }
        return fields;
    }

    private String text() {
        int length = number();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    private int number() {
        int value = 0;
        int shift = 0;
        int next = MORE;
        while ((next & MORE) != 0 && shift <= MAX_SHIFT) {
            next = bytes[at];
            at++;
            value |= (next & (MORE - 1)) << shift;
            shift += BITS;
        }
        return value;
    }
}
