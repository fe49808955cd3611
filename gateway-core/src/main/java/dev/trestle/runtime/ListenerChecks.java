package dev.trestle.runtime;

import dev.trestle.bridge.settings.Problems;
import dev.trestle.config.ListenerConfig;
import dev.trestle.source.Draft.DraftListener;
import dev.trestle.source.LoadedConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the operator wrote of listeners is checked with all the rest, although they stay as they were started. */
final class ListenerChecks {
    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");

    private static final List<String> OF_HTTP = List.of("tls", "maxHeaderBytes", "requestTimeout");
    private static final List<String> OF_TCP = List.of("maxConnections");

    private ListenerChecks() {}

    static void check(List<DraftListener> drafts, LoadedConfig loaded) {
        List<@Nullable ListenerConfig> listeners = new ArrayList<>();
        drafts.forEach(draft -> listeners.add(draft.whole()));
        for (int i = 0; i < listeners.size(); i++) {
            ListenerConfig listener = listeners.get(i);
            if (listener != null) {
                Problems at = loaded.problems().at("listeners[" + i + "]");
                strangers(drafts.get(i), listener, at);
                twin(listener, listeners.subList(0, i), at);
                if (listener.tls() != null) {
                    var unused = ListenerTls.context(listener.tls(), loaded.files(), at.at("tls"));
                }
            }
        }
    }

    /** What has no meaning there is not passed over in silence. */
    private static void strangers(DraftListener draft, ListenerConfig listener, Problems at) {
        boolean takesRequests = listener.tcp() == null;
        for (String key : takesRequests ? OF_TCP : OF_HTTP) {
            if (draft.keys().contains(key)) {
                at.add(
                        key,
                        "beside "
                                + (takesRequests
                                        ? "http (expected: only beside tcp)"
                                        : "tcp (expected: only beside http)"));
            }
        }
    }

    private static void twin(ListenerConfig listener, List<@Nullable ListenerConfig> earlier, Problems at) {
        for (int i = 0; i < earlier.size(); i++) {
            ListenerConfig other = earlier.get(i);
            if (other != null && other.port() == listener.port() && listener.port() != 0 && meet(other, listener)) {
                String key = listener.tcp() == null ? "http" : "tcp";
                at.add(key, listener.port() + " (expected: a port of its own; listeners[" + i + "] has it)");
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
