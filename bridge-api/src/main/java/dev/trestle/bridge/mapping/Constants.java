package dev.trestle.bridge.mapping;

import dev.trestle.bridge.json.JsonDocument;
import dev.trestle.bridge.json.JsonLimits;
import dev.trestle.bridge.settings.SettingsNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Constants of the settings as JSON, made once. */
final class Constants {
    private static final JsonLimits LIMITS = new JsonLimits(1_000, 10_000);

    private Constants() {}

    /** What {@code settings}, which stand at {@code path}, hold themselves; null for nothing. */
    static @Nullable Value written(BindingSettings settings, String path) {
        SettingsNode constant = settings.constant();
        SettingsNode fallback = settings.defaultValue();
        if (constant != null) {
            return value(constant, path + "const");
        }
        if (fallback != null) {
            return value(fallback, path + "default");
        }
        return settings.list().isEmpty() ? null : items(settings.list(), path + "list");
    }

    /** Those that are written: the others come with each request. */
    private static Value items(List<BindingSettings> settings, String path) {
        List<Value> written = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            Value item = written(settings.get(i), path + "[" + i + "].");
            if (item != null) {
                written.add(item);
            }
        }
        return Values.list(path, written);
    }

    /** The constant as a value that every request can read. */
    static Value value(SettingsNode node, String where) {
        return JsonValue.root(JsonDocument.parse(SettingsJson.of(node), LIMITS), where);
    }
}
