package dev.trestle.wasm.scenario;

import dev.trestle.filter.Body;
import dev.trestle.filter.FieldMap;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bytes and fields as a scenario writes and shows them. */
final class Texts {
    private Texts() {}

    /** UTF-8 as text, anything else as {@code hex ...}. */
    static String of(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException binary) {
            return "hex " + hex(bytes);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] bytes(@Nullable Body body) {
        return body == null ? new byte[0] : body.copy(0, body.size());
    }

    /** An enum's constant as it is written in YAML. */
    static String word(Enum<?> constant) {
        String[] parts = constant.name().toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder word = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            word.append(Character.toUpperCase(parts[i].charAt(0))).append(parts[i].substring(1));
        }
        return word.toString();
    }

    static List<String> words(List<? extends Enum<?>> constants) {
        return constants.stream().map(Texts::word).toList();
    }

    /** Fields as written; a character of a value is a byte. */
    static FieldMap fields(Map<String, Step.FieldValue> written) {
        FieldMap map = new FieldMap();
        written.forEach((name, value) -> value.all().forEach(each -> map.add(name, latin(each))));
        return map;
    }

    /** The values of a field, as they would be written. */
    static List<String> values(@Nullable FieldMap map, String name) {
        List<String> values = new ArrayList<>();
        String lower = name.toLowerCase(Locale.ROOT);
        for (int i = 0; map != null && i < map.size(); i++) {
            if (map.name(i).equals(lower)) {
                values.add(unlatin(map.value(i)));
            }
        }
        return values;
    }

    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String unlatin(String text) {
        return of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Each field as a line {@code name: value}. */
    static List<String> lines(@Nullable FieldMap map) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; map != null && i < map.size(); i++) {
            lines.add(map.name(i) + ": " + unlatin(map.value(i)));
        }
        return lines;
    }
}
