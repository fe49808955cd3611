package dev.trestle.route;

import dev.trestle.bridge.settings.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * All routes as an index: host, then a tree of path segments, then method and conditions. Its cost does not grow with the
 * number of routes. Immutable, read without locks.
 *
 * <p>Of the routes a request meets, the most specific wins, by these rules in this order:
 * <ol>
 *   <li>host: exact before {@code *.suffix} (longer before shorter) before any;
 *   <li>path, segment by segment from the left: literal before {@code {x}} before {@code {x...}};
 *   <li>method: named before any ({@code HEAD} is served by {@code GET} when no route names it);
 *   <li>conditions: more header and query conditions before fewer.
 * </ol>
 * Two routes that these rules cannot tell apart for some request are refused when the table is built.
 */
public final class RouteTable {
    private final Map<String, PathNode> exactHosts;
    private final List<Suffix> suffixHosts;
    private final PathNode anyHost;
    private final List<Route> routes;

    private record Suffix(String dotted, PathNode paths) {}

    private RouteTable(
            Map<String, PathNode> exactHosts, List<Suffix> suffixHosts, PathNode anyHost, List<Route> routes) {
        this.exactHosts = exactHosts;
        this.suffixHosts = suffixHosts;
        this.anyHost = anyHost;
        this.routes = routes;
    }

    /** Builds the index. Routes that cannot be told apart are added to {@code problems}. */
    public static RouteTable build(List<Route> routes, List<Problem> problems) {
        Map<String, PathNode.Builder> hosts = new TreeMap<>();
        for (Route route : routes) {
            String host = route.pattern().host();
            Route twin = hosts.computeIfAbsent(host == null ? "" : host, h -> new PathNode.Builder())
                    .add(route);
            if (twin != null) {
                problems.add(new Problem(
                        route.position(),
                        "routes[" + route.id() + "].match",
                        "cannot be told apart from route " + twin.id() + " at " + twin.position()
                                + " (expected: another method, host, path, header or query)"));
            }
        }
        Map<String, PathNode> exact = new HashMap<>();
        List<Suffix> suffixes = new ArrayList<>();
        PathNode any = new PathNode.Builder().build();
        for (Map.Entry<String, PathNode.Builder> host : hosts.entrySet()) {
            PathNode paths = host.getValue().build();
            if (host.getKey().isEmpty()) {
                any = paths;
            } else if (host.getKey().startsWith("*.")) {
                suffixes.add(new Suffix(host.getKey().substring(1), paths));
            } else {
                exact.put(host.getKey(), paths);
            }
        }
        suffixes.sort(Comparator.comparingInt((Suffix s) -> s.dotted().length()).reversed());
        return new RouteTable(exact, suffixes, any, List.copyOf(routes));
    }

    /** Every route, as given to {@link #build}. */
    public List<Route> routes() {
        return Collections.unmodifiableList(routes);
    }

    /** The most specific route for {@code request}. */
    public Match match(RouteRequest request) {
        PathSearch search = new PathSearch(request);
        if (!exactHosts.isEmpty() || !suffixHosts.isEmpty()) {
            Match byHost = matchHost(search, hostName(request.host()));
            if (byHost != null) {
                return byHost;
            }
        }
        Match found = search.in(anyHost);
        return found != null ? found : notFound(search);
    }

    private @org.jspecify.annotations.Nullable Match matchHost(PathSearch search, String host) {
        PathNode exact = exactHosts.get(host);
        Match found = exact == null ? null : search.in(exact);
        for (int i = 0; found == null && i < suffixHosts.size(); i++) {
            Suffix suffix = suffixHosts.get(i);
            if (host.length() > suffix.dotted().length() && host.endsWith(suffix.dotted())) {
                found = search.in(suffix.paths());
            }
        }
        return found;
    }

    private static Match notFound(PathSearch search) {
        SortedSet<String> methods = search.methods();
        if (methods == null) {
            return Match.NoRoute.INSTANCE;
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return new Match.WrongMethod(Collections.unmodifiableSortedSet(methods));
    }

    static String hostName(String authority) {
        int colon = authority.lastIndexOf(':');
        String host = colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
        String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return bare.toLowerCase(Locale.ROOT);
    }
}
