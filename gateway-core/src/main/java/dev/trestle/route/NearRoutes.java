package dev.trestle.route;

import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.route.RoutePattern.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why routes did not get a request, the closest first. For people: looks at every route. */
public final class NearRoutes {
    private static final int FARTHEST = 7;
    private static final int FARTHEST_BESIDE_ONE_TAKEN = 4;

    private NearRoutes() {}

    /**
     * A route and what of it the request does not meet.
     *
     * @param reasons {@code method: GET (expected: POST)}; never empty
     */
    public record NearRoute(Route route, List<String> reasons) {}

    private record Ranked(int distance, NearRoute near) {}

    /**
     * At most {@code limit} of the routes that are close to {@code request}.
     *
     * @param taken the route that got it, or null
     */
    public static List<NearRoute> of(RouteTable table, RouteRequest request, @Nullable Route taken, int limit) {
        List<Ranked> ranked = new ArrayList<>();
        for (Route route : table.routes()) {
            if (taken == null || !taken.id().equals(route.id())) {
                Ranked one = rank(route, request);
                if (one.near().reasons().isEmpty() && taken != null) {
                    String why = "less specific than " + taken.id();
                    one = new Ranked(0, new NearRoute(route, List.of(why)));
                }
                ranked.add(one);
            }
        }
        int farthest = taken == null ? FARTHEST : FARTHEST_BESIDE_ONE_TAKEN;
        return ranked.stream()
                .filter(one ->
                        one.distance() <= farthest && !one.near().reasons().isEmpty())
                .sorted(Comparator.comparingInt(Ranked::distance))
                .limit(limit)
                .map(Ranked::near)
                .toList();
    }

    private static Ranked rank(Route route, RouteRequest request) {
        RoutePattern pattern = route.pattern();
        List<String> reasons = new ArrayList<>();
        int distance = path(pattern, request.path(), reasons);
        String method = pattern.method();
        boolean head = request.method().equals("HEAD") && "GET".equals(method);
        if (method != null && !method.equals(request.method()) && !head) {
            reasons.add("method: " + request.method() + " (expected: " + method + ")");
            distance++;
        }
        String host = pattern.host();
        if (host != null && !isHost(host, RouteTable.hostName(request.host()))) {
            reasons.add("host: " + shown(request.host()) + " (expected: " + host + ")");
            distance++;
        }
        for (Condition condition : pattern.conditions()) {
            if (!condition.met(request)) {
                reasons.add(unmet(condition, request));
                distance++;
            }
        }
        return new Ranked(distance, new NearRoute(route, List.copyOf(reasons)));
    }

    private static boolean isHost(String pattern, String host) {
        return pattern.startsWith("*.")
                ? host.endsWith(pattern.substring(1)) && host.length() > pattern.length() - 1
                : host.equals(pattern);
    }

    private static String unmet(Condition condition, RouteRequest request) {
        String expected = condition.value().equals("*") ? "any value" : condition.value();
        String kind = condition.source().name().toLowerCase(Locale.ROOT);
        String found = "";
        if (condition.source() == Condition.Source.HEADER) {
            found = shown(String.valueOf(request.headers().get(condition.name())));
        } else {
            boolean other = QueryText.has(request.query(), condition.name(), "*");
            found = other ? "another value" : "missing";
        }
        return kind + " " + condition.name() + ": " + (found.equals("null") ? "missing" : found) + " (expected: "
                + expected + ")";
    }

    /** Four for each segment that differs, one for each that is a slip of the pen. */
    private static int path(RoutePattern pattern, String path, List<String> reasons) {
        String[] given = segments(path);
        List<Segment> wanted = pattern.segments();
        int distance = 0;
        for (int i = 0; i < wanted.size(); i++) {
            Segment segment = wanted.get(i);
            String here = i < given.length ? given[i] : null;
            if (segment instanceof Segment.Rest && here != null) {
                return distance;
            }
            if (here == null) {
                reasons.add("path: ends before " + rest(pattern, i));
                return distance + 3 * (wanted.size() - i);
            }
            if (segment instanceof Segment.Literal literal && !literal.text().equals(PercentText.decode(here))) {
                reasons.add("path: " + shown(here) + " (expected: " + shown(literal.text()) + ")");
                distance += NearMiss.of(here, List.of(literal.text())).isPresent() ? 1 : 4;
            } else if (segment instanceof Segment.Variable && here.isEmpty()) {
                reasons.add("path: an empty segment (expected: a value)");
                distance++;
            }
        }
        if (given.length > wanted.size()) {
            String more = String.join("/", List.of(given).subList(wanted.size(), given.length));
            reasons.add("path: /" + more + " is more than it has");
            distance += 3 * (given.length - wanted.size());
        }
        return distance;
    }

    private static String rest(RoutePattern pattern, int from) {
        String[] template = segments(pattern.path());
        return "/" + String.join("/", List.of(template).subList(from, template.length));
    }

    private static String[] segments(String path) {
        return (path.startsWith("/") ? path.substring(1) : path).split("/", -1);
    }

    private static String shown(String text) {
        return text.isEmpty() ? "nothing" : text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
