package dev.trestle.bridge.settings;

import dev.trestle.bridge.settings.SettingsNode.Mapping;
import dev.trestle.bridge.settings.SettingsNode.Scalar;
import dev.trestle.bridge.settings.SettingsNode.ScalarKind;
import dev.trestle.bridge.settings.SettingsNode.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings as a reader of YAML would give them. */
final class Nodes {
    private Nodes() {}

    /** Keys and values in turn; a value is a node, a number, a boolean or text. */
    static Mapping mapping(Object... keysAndValues) {
        Map<String, SettingsNode> entries = new LinkedHashMap<>();
        Map<String, Position> keys = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            String key = keysAndValues[i].toString();
            entries.put(key, node(keysAndValues[i + 1]));
            keys.put(key, Position.NONE);
        }
        return new Mapping(Position.NONE, entries, keys);
    }

    static Sequence sequence(Object... values) {
        return new Sequence(
                Position.NONE, List.of(values).stream().map(Nodes::node).toList());
    }

    private static SettingsNode node(Object value) {
        return switch (value) {
            case SettingsNode node -> node;
            case Integer number -> new Scalar(Position.NONE, number.toString(), ScalarKind.INTEGER, false);
            case Boolean choice -> new Scalar(Position.NONE, choice.toString(), ScalarKind.BOOLEAN, false);
            default -> new Scalar(Position.NONE, value.toString(), ScalarKind.STRING, false);
        };
    }
}
