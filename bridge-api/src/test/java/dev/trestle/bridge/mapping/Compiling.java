package dev.trestle.bridge.mapping;

import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.ProblemCollector;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.bridge.settings.SettingsNode.ScalarKind;
import java.util.List;
import java.util.Map;

/** What the tests of this package compile with: a collector of problems, settings in few words. */
final class Compiling {
    private Compiling() {}

    static ProblemCollector problems() {
        return new ProblemCollector(new SettingsNode.Mapping(Position.NONE, Map.of(), Map.of()));
    }

    /** Path and detail of each problem. */
    static List<String> shown(ProblemCollector problems) {
        return problems.list().stream().map(p -> p.path() + ": " + p.detail()).toList();
    }

    static SettingsNode.Scalar scalar(String text, ScalarKind kind) {
        return new SettingsNode.Scalar(Position.NONE, text, kind, false);
    }

    static BindingSettings required(String from) {
        return new BindingSettings(null, from, null, Map.of(), List.of(), true, null, null);
    }

    static BindingSettings missing(String from, WhenMissing whenMissing) {
        return new BindingSettings(null, from, null, Map.of(), List.of(), false, null, whenMissing);
    }

    static BindingSettings fallback(String from, SettingsNode value) {
        return new BindingSettings(null, from, null, Map.of(), List.of(), false, value, null);
    }

    static BindingSettings constant(SettingsNode value) {
        return new BindingSettings(null, null, value, Map.of(), List.of(), false, null, null);
    }

    static BindingSettings object(Map<String, BindingSettings> members) {
        return new BindingSettings(null, null, null, members, List.of(), false, null, null);
    }

    static BindingSettings list(BindingSettings... items) {
        return new BindingSettings(null, null, null, Map.of(), List.of(items), false, null, null);
    }
}
