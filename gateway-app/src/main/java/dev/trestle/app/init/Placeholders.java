package dev.trestle.app.init;

import dev.trestle.bridge.scaffold.Interfaces.LeftOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Keeps texts of a description out of the route file that would be read there as placeholders, and have files and variables of the
 * gateway put in their place. A route file has no way to write them as text.
 */
final class Placeholders {
    private static final String START = "${";

    private Placeholders() {}

    /** Whether there would be one, in a text or anywhere in a map or list. */
    static boolean in(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream().anyMatch(each -> in(String.valueOf(each.getKey())) || in(each.getValue()));
            case List<?> list -> list.stream().anyMatch(Placeholders::in);
            default -> String.valueOf(value).contains(START);
        };
    }

    /** The routes that have none; the others go to {@code leftOut}. */
    static List<PlannedRoute> without(List<PlannedRoute> routes, List<LeftOut> leftOut) {
        List<PlannedRoute> kept = new ArrayList<>();
        for (PlannedRoute route : routes) {
            if (in(written(route))) {
                leftOut.add(new LeftOut(
                        "method " + route.operation().service() + "."
                                + route.operation().method(),
                        "its settings have " + START + ", which would be a placeholder in a route file"));
            } else {
                kept.add(route);
            }
        }
        return kept;
    }

    private static List<Object> written(PlannedRoute route) {
        return List.of(
                route.id(),
                route.path(),
                route.operation().exceptions(),
                route.operation().call().settings(route.origins()));
    }
}
