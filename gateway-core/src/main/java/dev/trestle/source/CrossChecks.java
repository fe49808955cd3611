package dev.trestle.source;

import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.source.Draft.DraftListener;
import dev.trestle.source.Draft.DraftRoute;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What no single record can check: names that lead nowhere, names that nothing uses, names used twice. */
final class CrossChecks {
    private CrossChecks() {}

    static void check(Draft draft, Problems problems) {
        Set<String> used = new HashSet<>();
        Map<String, String> ids = new HashMap<>();
        Set<String> clusters = draft.clusters().keySet();
        boolean allKnown = true;
        for (DraftListener listener : draft.listeners()) {
            String cluster = listener.cluster();
            allKnown &= cluster == null || known(cluster, listener.path(), clusters, problems);
            used.add(String.valueOf(cluster));
        }
        for (DraftRoute route : draft.routes()) {
            String cluster = route.cluster();
            allKnown &= cluster != null && known(cluster, route.path(), clusters, problems);
            used.add(String.valueOf(cluster));
            String twin = route.id() == null ? null : ids.putIfAbsent(route.id(), route.path());
            if (twin != null) {
                problems.add(route.path() + ".id", route.id() + " (expected: each id once; " + twin + " has it)");
            }
        }
        // Whoever names a cluster that is not there may have meant one that nobody names.
        if (allKnown) {
            boolean mayBeAsked = hasFilters(draft);
            draft.clusters().forEach((name, cluster) -> {
                boolean byFilters = mayBeAsked
                        && (cluster.wire().isEmpty() || cluster.wire().containsKey("http"));
                if (!used.contains(name) && !byFilters) {
                    problems.add(
                            cluster.path(),
                            "nothing uses it (expected: a route or a tcp listener, or no such cluster)");
                }
            });
        }
    }

    /** Filters send requests, commands for Redis and gRPC calls to clusters by names that only they know. */
    private static boolean hasFilters(Draft draft) {
        return draft.routes().stream().anyMatch(route -> !route.filters().isEmpty())
                || draft.listeners().stream()
                        .map(DraftListener::whole)
                        .anyMatch(whole -> whole != null && !whole.filters().isEmpty());
    }

    private static boolean known(String cluster, String path, Set<String> clusters, Problems problems) {
        boolean known = clusters.contains(cluster);
        if (!known) {
            problems.add(path + ".cluster", cluster + ": no such cluster (" + NearMiss.hint(cluster, clusters) + ")");
        }
        return known;
    }
}
