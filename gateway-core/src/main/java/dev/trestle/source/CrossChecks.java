package dev.trestle.source;

import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.config.GatewayConfig;
import dev.trestle.config.RouteConfig;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What no single record can check: names that lead nowhere, names that nothing uses, names used twice. */
final class CrossChecks {
    private CrossChecks() {}

    static void check(GatewayConfig config, Problems problems) {
        Set<String> used = new HashSet<>();
        Map<String, Integer> ids = new HashMap<>();
        List<RouteConfig> routes = config.routes();
        for (int i = 0; i < routes.size(); i++) {
            RouteConfig route = routes.get(i);
            used.add(route.cluster());
            if (!config.clusters().containsKey(route.cluster())) {
                problems.add(
                        "routes[" + i + "].cluster",
                        route.cluster() + ": no such cluster ("
                                + NearMiss.hint(
                                        route.cluster(), config.clusters().keySet()) + ")");
            }
            Integer twin = route.id() == null ? null : ids.put(route.id(), i);
            if (twin != null) {
                problems.add(
                        "routes[" + i + "].id", route.id() + " (expected: each id once; routes[" + twin + "] has it)");
            }
        }
        for (String name : config.clusters().keySet()) {
            if (!used.contains(name)) {
                problems.add("clusters." + name, "no route uses it (expected: a route, or no such cluster)");
            }
        }
    }
}
