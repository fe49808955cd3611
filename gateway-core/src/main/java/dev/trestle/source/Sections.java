package dev.trestle.source;

import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.SettingsKey;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.bridge.settings.SettingsPath;
import dev.trestle.bridge.settings.Shape;
import dev.trestle.config.GatewayConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys at the root of each file, and their union. */
final class Sections {
    private static final Set<String> KEYS = new Shape.Mapping(GatewayConfig.class)
            .keys().stream().map(SettingsKey::name).collect(Collectors.toUnmodifiableSet());

    private Sections() {}

    /**
     * {@code part} without the keys that stand there with nothing after them, which are reported: so looks a file that is half
     * written, and it must not count as "no routes".
     */
    static SettingsNode.Mapping filled(SettingsNode.Mapping part, Findings findings) {
        Map<String, SettingsNode> entries = new LinkedHashMap<>();
        part.entries().forEach((key, value) -> {
            boolean nothing =
                    value instanceof SettingsNode.Scalar scalar && scalar.kind() == SettingsNode.ScalarKind.NULL;
            if (nothing && KEYS.contains(key)) {
                Position at = part.keys().getOrDefault(key, value.position());
                findings.loseSection(at, key, "empty (expected: what it is to hold, or no such key)");
            } else {
                entries.put(key, value);
            }
        });
        return new SettingsNode.Mapping(part.position(), entries, part.keys());
    }

    /** Mappings unite by name, lists are put one after the other. */
    static SettingsNode.Mapping united(String name, List<SettingsNode.Mapping> parts, Findings findings) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        Map<String, SettingsNode> entries = new LinkedHashMap<>();
        Map<String, Position> keys = new LinkedHashMap<>();
        for (SettingsNode.Mapping part : parts) {
            part.entries().forEach((key, value) -> {
                Position at = Objects.requireNonNull(part.keys().get(key));
                keys.putIfAbsent(key, at);
                entries.merge(key, value, (a, b) -> both(key, a, b, findings));
            });
        }
        return new SettingsNode.Mapping(new Position(name, 0, 0), entries, keys);
    }

    private static SettingsNode both(String section, SettingsNode a, SettingsNode b, Findings findings) {
        if (a instanceof SettingsNode.Sequence first && b instanceof SettingsNode.Sequence second) {
            List<SettingsNode> items = new ArrayList<>(first.items());
            items.addAll(second.items());
            return new SettingsNode.Sequence(first.position(), items);
        }
        if (a instanceof SettingsNode.Mapping first && b instanceof SettingsNode.Mapping second) {
            Map<String, SettingsNode> entries = new LinkedHashMap<>(first.entries());
            Map<String, Position> keys = new LinkedHashMap<>(first.keys());
            second.entries().forEach((key, value) -> {
                Position at = Objects.requireNonNull(second.keys().get(key));
                Position earlier = keys.putIfAbsent(key, at);
                if (earlier != null) {
                    String path = SettingsPath.join(SettingsPath.key(section), SettingsPath.key(key));
                    findings.add(at, path, "written twice (first at " + earlier + ")");
                }
                entries.putIfAbsent(key, value);
            });
            return new SettingsNode.Mapping(first.position(), entries, keys);
        }
        findings.add(b.position(), SettingsPath.key(section), "of another kind than at " + a.position());
        return a;
    }
}
