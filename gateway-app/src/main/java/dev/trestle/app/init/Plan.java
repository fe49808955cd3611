package dev.trestle.app.init;

import dev.trestle.bridge.scaffold.Interfaces.LeftOut;
import java.util.List;
import java.util.Map;

/**
 * A route file before it is text.
 *
 * @param source the name of the description
 * @param codec the name of the codec
 * @param cluster the name of its one cluster
 * @param endpoints where the servers are
 * @param wire the wire settings
 * @param routes in the order written
 * @param leftOut what could not be planned, or was not asked for
 */
record Plan(
        String source,
        String codec,
        String cluster,
        List<String> endpoints,
        Map<String, Object> wire,
        List<PlannedRoute> routes,
        List<LeftOut> leftOut) {}
