package dev.trestle.bridge.mapping;

import dev.trestle.bridge.json.JsonDocument;
import dev.trestle.bridge.json.JsonLimits;
import dev.trestle.bridge.settings.SettingsNode;

/** Constants of the settings as JSON, made once. */
final class Constants {
    private static final JsonLimits LIMITS = new JsonLimits(1_000, 10_000);

    private Constants() {}

    /** The constant as a value that every request can read. */
    static Value value(SettingsNode node, String where) {
        return JsonValue.root(JsonDocument.parse(SettingsJson.of(node), LIMITS), where);
    }
}
