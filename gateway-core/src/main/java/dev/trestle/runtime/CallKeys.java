package dev.trestle.runtime;

import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.bridge.settings.SettingsPath;
import dev.trestle.source.Draft;
import dev.trestle.source.Draft.DraftRoute;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The keys of a route that are none of its own: one of them is the name of a codec, any other is a mistake. */
final class CallKeys {
    private CallKeys() {}

    /** The codec a route calls; null where there is not exactly one, which is reported with every key that is unknown. */
    static @Nullable String name(DraftRoute route, Factories factories, Problems at) {
        Set<String> codecs = factories.names();
        Set<String> known = new TreeSet<>(Draft.ROUTE_KEYS);
        known.addAll(codecs);
        boolean meant = false;
        for (String key : route.call().keySet()) {
            if (!codecs.contains(key)) {
                at.add(SettingsPath.key(key), "unknown key (" + NearMiss.hint(key, known) + ")");
                meant |= NearMiss.of(key, known).filter(codecs::contains).isPresent();
            }
        }
        List<String> calls =
                route.call().keySet().stream().filter(codecs::contains).sorted().toList();
        if (calls.isEmpty() && !meant) {
            at.add("", "no call (expected: one of " + String.join(", ", codecs) + ")");
        } else if (calls.size() > 1) {
            at.add("", String.join(", ", calls) + " (expected: exactly one call)");
        }
        return calls.size() == 1 ? calls.getFirst() : null;
    }
}
