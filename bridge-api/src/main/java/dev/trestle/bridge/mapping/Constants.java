package dev.trestle.bridge.mapping;

import dev.trestle.bridge.json.JsonDocument;
import dev.trestle.bridge.json.JsonLimits;
import dev.trestle.bridge.json.JsonOptions;
import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.settings.SettingsNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.math.BigDecimal;

/** Constants of the settings as JSON, made once. */
final class Constants {
    private Constants() {}

    /** The constant as a value that every request can read. */
    static Value value(SettingsNode node, String where) {
        ByteBuf buffer = Unpooled.buffer();
        write(new JsonWriter(buffer, JsonOptions.DEFAULT), node);
        return Values.json(JsonDocument.parse(buffer, JsonLimits.DEFAULT), 0, where);
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

    /** YAML has numbers that JSON has not ({@code 0x1F}, {@code .inf}); those stay text. */
    private static void number(JsonWriter json, String text) {
        try {
            json.decimal(new BigDecimal(text));
        } catch (NumberFormatException notDecimal) {
            json.string(text);
        }
    }
}
