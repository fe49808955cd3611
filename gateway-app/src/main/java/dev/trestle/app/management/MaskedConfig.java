package dev.trestle.app.management;

import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.bridge.settings.SettingsNode.Mapping;
import dev.trestle.bridge.settings.SettingsNode.Scalar;
import dev.trestle.bridge.settings.SettingsNode.Sequence;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A configuration as plain maps, lists and values, in the order written. What came from a secret is {@value #MASK}. */
final class MaskedConfig {
    static final String MASK = "***";

    private MaskedConfig() {}

    static @Nullable Object of(SettingsNode node) {
        return switch (node) {
            case Mapping mapping -> of(mapping);
            case Sequence sequence ->
                sequence.items().stream().map(MaskedConfig::of).toList();
            case Scalar scalar -> scalar.secret() ? MASK : of(scalar);
        };
    }

    private static Map<String, @Nullable Object> of(Mapping mapping) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        mapping.entries().forEach((key, value) -> entries.put(key, of(value)));
        return entries;
    }

    private static @Nullable Object of(Scalar scalar) {
        return switch (scalar.kind()) {
            case NULL -> null;
            case BOOLEAN -> Boolean.valueOf(scalar.text());
            case INTEGER, DECIMAL -> number(scalar.text());
            case STRING -> scalar.text();
        };
    }

    /** YAML has numbers that JSON has not, such as {@code 0x1f} and {@code .inf}: those stay text. */
    private static Object number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException other) {
            return text;
        }
    }
}
