package dev.trestle.codec.dubbo;

import dev.trestle.bridge.json.JsonDocument;
import dev.trestle.bridge.json.JsonLimits;
import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.SettingsNode;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings from JSON text, which is YAML that needs no parser; single quotes will do. */
final class Settings {
    private Settings() {}

    static SettingsNode of(String json) {
        byte[] text = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return node(JsonDocument.parse(Unpooled.wrappedBuffer(text), JsonLimits.DEFAULT), 0);
    }

    private static SettingsNode node(JsonDocument document, int node) {
        return switch (document.kind(node)) {
            case OBJECT -> mapping(document, node);
            case ARRAY -> {
                List<SettingsNode> items = new ArrayList<>();
                for (int i = document.firstChild(node); i >= 0; i = document.nextSibling(i)) {
                    items.add(node(document, i));
                }
                yield new SettingsNode.Sequence(Position.NONE, items);
            }
            case STRING -> scalar(document.text(node), SettingsNode.ScalarKind.STRING);
            case NUMBER ->
                scalar(
                        document.text(node),
                        document.isInt64(node) ? SettingsNode.ScalarKind.INTEGER : SettingsNode.ScalarKind.DECIMAL);
            case BOOLEAN -> scalar(document.text(node), SettingsNode.ScalarKind.BOOLEAN);
            case NULL -> scalar("null", SettingsNode.ScalarKind.NULL);
        };
    }

    private static SettingsNode mapping(JsonDocument document, int node) {
        Map<String, SettingsNode> entries = new LinkedHashMap<>();
        Map<String, Position> keys = new LinkedHashMap<>();
        for (int i = document.firstChild(node); i >= 0; i = document.nextSibling(i)) {
            entries.put(document.name(i), node(document, i));
            keys.put(document.name(i), Position.NONE);
        }
        return new SettingsNode.Mapping(Position.NONE, entries, keys);
    }

    private static SettingsNode scalar(String text, SettingsNode.ScalarKind kind) {
        return new SettingsNode.Scalar(Position.NONE, text, kind, false);
    }
}
