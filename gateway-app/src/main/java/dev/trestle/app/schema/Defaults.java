package dev.trestle.app.schema;

import dev.trestle.bridge.settings.SettingsKey;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.bridge.settings.SettingsNode.Mapping;
import dev.trestle.bridge.settings.SettingsNode.Scalar;
import dev.trestle.bridge.settings.SettingsNode.ScalarKind;
import dev.trestle.bridge.settings.SettingsNode.Sequence;
import dev.trestle.bridge.settings.SettingsPath;
import dev.trestle.bridge.settings.Shape;
import dev.trestle.config.GatewayConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a configuration stands for where nothing was written. One use. */
public final class Defaults {
    private static final String EMPTY = "{}";

    private final PluggedKeys plugged;
    private final Map<String, String> found = new LinkedHashMap<>();

    private Defaults(PluggedKeys plugged) {
        this.plugged = plugged;
    }

    /** The value of each key below {@code root} that has a default and was not written, by its path. */
    public static Map<String, String> of(SettingsNode root, PluggedKeys plugged) {
        Defaults defaults = new Defaults(plugged);
        Shape.Mapping whole = new Shape.Mapping(GatewayConfig.class);
        defaults.mapping("", whole, root);
        if (!(root instanceof Mapping mapping) || absent(mapping.entries().get("listeners"))) {
            defaults.found.put("listeners[0].http", "8080");
        }
        return defaults.found;
    }

    private void mapping(String path, Shape.Mapping shape, @Nullable SettingsNode node) {
        Map<String, SettingsNode> written = written(shape, node);
        for (SettingsKey key : shape.keys()) {
            SettingsNode value = written.get(key.name());
            String at = SettingsPath.join(path, SettingsPath.key(key.name()));
            if (!absent(value)) {
                wireOr(at, shape, key, value);
            } else if (key.shape() instanceof Shape.Mapping below && EMPTY.equals(key.defaultText())) {
                mapping(at, below, null);
            } else if (key.defaultText() != null) {
                found.put(at, key.defaultText());
            }
        }
        named(path, plugged.choices(shape), written);
    }

    private void wireOr(String path, Shape.Mapping owner, SettingsKey key, @Nullable SettingsNode value) {
        if (plugged.isWire(owner, key) && value instanceof Mapping wire) {
            named(path, plugged.wires(), wire.entries());
        } else {
            value(path, key.shape(), value);
        }
    }

    private void named(String path, List<SettingsKey> keys, Map<String, SettingsNode> written) {
        for (SettingsKey key : keys) {
            if (written.containsKey(key.name())) {
                value(SettingsPath.join(path, key.name()), key.shape(), written.get(key.name()));
            }
        }
    }

    private void value(String path, Shape shape, @Nullable SettingsNode node) {
        if (shape instanceof Shape.Mapping mapping) {
            mapping(path, mapping, node);
        } else if (shape instanceof Shape.ListOf list && node instanceof Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                value(path + "[" + i + "]", list.item(), sequence.items().get(i));
            }
        } else if (shape instanceof Shape.MapOf map && node instanceof Mapping mapping) {
            mapping.entries()
                    .forEach((name, each) -> value(SettingsPath.join(path, SettingsPath.key(name)), map.value(), each));
        }
    }

    /** What stands in {@code node}; a record's short form is its key's value. */
    private static Map<String, SettingsNode> written(Shape.Mapping shape, @Nullable SettingsNode node) {
        if (node instanceof Mapping mapping) {
            return mapping.entries();
        }
        Map<String, SettingsNode> written = new TreeMap<>();
        if (node != null && !absent(node)) {
            shape.shorthands().forEach(key -> written.put(key.name(), node));
        }
        return written;
    }

    private static boolean absent(@Nullable SettingsNode node) {
        return node == null || node instanceof Scalar scalar && scalar.kind() == ScalarKind.NULL;
    }
}
