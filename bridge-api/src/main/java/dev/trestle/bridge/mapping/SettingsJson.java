package dev.trestle.bridge.mapping;

import dev.trestle.bridge.json.JsonOptions;
import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.settings.SettingsNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/** Settings as JSON: what YAML's core schema reads as a number is one, of any size. */
public final class SettingsJson {
    private SettingsJson() {}

    /** The text of a tree, in a buffer on the heap. */
    public static ByteBuf of(SettingsNode node) {
        ByteBuf buffer = Unpooled.buffer();
        write(new JsonWriter(buffer, JsonOptions.DEFAULT), node);
        return buffer;
    }

    private static void write(JsonWriter json, SettingsNode node) {
        switch (node) {
            case SettingsNode.Scalar scalar -> scalar(json, scalar);
            case SettingsNode.Sequence sequence -> {
                json.beginArray();
                sequence.items().forEach(item -> write(json, item));
                json.endArray();
            }
            case SettingsNode.Mapping mapping -> {
                json.beginObject();
                mapping.entries().forEach((key, value) -> {
                    json.name(key);
                    write(json, value);
                });
                json.endObject();
            }
        }
    }

    private static void scalar(JsonWriter json, SettingsNode.Scalar scalar) {
        switch (scalar.kind()) {
            case STRING -> json.string(scalar.text());
            case BOOLEAN -> json.bool(Boolean.parseBoolean(scalar.text()));
            case NULL -> json.nullValue();
            case INTEGER, DECIMAL -> number(json, scalar.text());
        }
    }

    /** YAML also has {@code 0x1F}, {@code 0o17} and {@code .inf}; what is none of its numbers stays text. */
    private static void number(JsonWriter json, String text) {
        String plain = text.startsWith("+") ? text.substring(1) : text;
        try {
            if (plain.startsWith("0x") || plain.startsWith("0o")) {
                int radix = plain.charAt(1) == 'x' ? 16 : 8;
                json.decimal(new BigDecimal(new BigInteger(plain.substring(2), radix)));
            } else {
                json.decimal(new BigDecimal(plain));
            }
        } catch (NumberFormatException notDecimal) {
            json.string(
                    switch (plain.toLowerCase(Locale.ROOT)) {
                        case ".inf" -> "Infinity";
                        case "-.inf" -> "-Infinity";
                        case ".nan" -> "NaN";
                        default -> text;
                    });
        }
    }
}
