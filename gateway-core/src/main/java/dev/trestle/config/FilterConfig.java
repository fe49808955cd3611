package dev.trestle.config;

import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Rest;
import dev.trestle.bridge.settings.SettingException;
import dev.trestle.bridge.settings.SettingsNode;
import java.util.Map;

/** One filter of a route or a listener. */
@Doc("A filter: exactly one kind, with its settings.")
public record FilterConfig(
        @Rest @Doc("The filter: exactly one kind, with its settings.")
        Map<String, SettingsNode> kind) {
    /** Checks that there is one kind. */
    public FilterConfig {
        if (kind.size() != 1) {
            String written = kind.isEmpty() ? "none" : String.join(", ", kind.keySet());
            throw new SettingException("", written + " (expected: exactly one filter)");
        }
        kind = java.util.Collections.unmodifiableMap(kind);
    }
}
