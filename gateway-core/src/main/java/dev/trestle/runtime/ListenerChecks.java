package dev.trestle.runtime;

import dev.trestle.bridge.settings.Problems;
import dev.trestle.config.ListenerConfig;
import dev.trestle.source.LoadedConfig;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the operator wrote of listeners is checked with all the rest, although they stay as they were started. */
final class ListenerChecks {
    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");

    private ListenerChecks() {}

    static void check(List<@Nullable ListenerConfig> listeners, LoadedConfig loaded) {
        for (int i = 0; i < listeners.size(); i++) {
            ListenerConfig listener = listeners.get(i);
            if (listener != null) {
                Problems at = loaded.problems().at("listeners[" + i + "]");
                twin(listener, listeners.subList(0, i), at);
                if (listener.tls() != null) {
                    var unused = ListenerTls.context(listener.tls(), loaded.files(), at.at("tls"));
                }
            }
        }
    }

    private static void twin(ListenerConfig listener, List<@Nullable ListenerConfig> earlier, Problems at) {
        for (int i = 0; i < earlier.size(); i++) {
            ListenerConfig other = earlier.get(i);
            if (other != null && other.http() == listener.http() && listener.http() != 0 && meet(other, listener)) {
                at.add("http", listener.http() + " (expected: a port of its own; listeners[" + i + "] has it)");
                return;
            }
        }
    }

    private static boolean meet(ListenerConfig one, ListenerConfig other) {
        return one.host().equals(other.host())
                || EVERY_ADDRESS.contains(one.host())
                || EVERY_ADDRESS.contains(other.host());
    }
}
