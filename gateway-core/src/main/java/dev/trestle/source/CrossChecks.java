package dev.trestle.source;

import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.bridge.settings.Problems;
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
        for (DraftRoute route : draft.routes()) {
            String cluster = route.cluster();
            if (cluster != null && !clusters.contains(cluster)) {
                problems.add(
                        route.path() + ".cluster",
                        cluster + ": no such cluster (" + NearMiss.hint(cluster, clusters) + ")");
            }
            allKnown &= cluster != null && clusters.contains(cluster);
            used.add(String.valueOf(cluster));
            String twin = route.id() == null ? null : ids.putIfAbsent(route.id(), route.path());
            if (twin != null) {
                problems.add(route.path() + ".id", route.id() + " (expected: each id once; " + twin + " has it)");
            }
        }
        // Whoever names a cluster that is not there may have meant one that nobody names.
        if (allKnown) {
            draft.clusters().forEach((name, cluster) -> {
                if (!used.contains(name)) {
                    problems.add(cluster.path(), "no route uses it (expected: a route, or no such cluster)");
                }
            });
        }
    }
}
