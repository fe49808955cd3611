package dev.trestle.route;

import dev.trestle.bridge.http.PathVariables;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One request looking for its route: a depth-first walk, most specific first. Lives for one match. */
final class PathSearch {
    private final RouteRequest request;
    private final String path;
    private int[] bounds = new int[8];
    private @Nullable SortedSet<String> methods;

    PathSearch(RouteRequest request) {
        this.request = request;
        this.path = request.path();
    }

    /** The methods of routes that matched but for their method; null when none did. */
    @Nullable
    SortedSet<String> methods() {
        return methods;
    }

    /** The best match below {@code root}, or null. */
    @Nullable
    Match in(PathNode root) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return null;
        }
        return walk(root, 1, 0, 0);
    }

    private @Nullable Match walk(PathNode node, int start, int variables, int depth) {
        if (depth == RoutePattern.MAX_SEGMENTS) {
            return null;
        }
        int slash = path.indexOf('/', start);
        int end = slash < 0 ? path.length() : slash;
        Match match = null;
        PathNode literal = literal(node, start, end);
        if (literal != null) {
            match = step(literal, slash, variables, depth);
        }
        if (match == null && node.variable != null && end > start) {
            mark(variables, start, end);
            match = step(node.variable, slash, variables + 1, depth);
        }
        if (match == null && node.rests.length > 0 && start < path.length()) {
            mark(variables, start, path.length());
            match = pick(node.rests, variables + 1);
        }
        return match;
    }

    private @Nullable Match step(PathNode next, int slash, int variables, int depth) {
        return slash < 0 ? pick(next.ends, variables) : walk(next, slash + 1, variables, depth + 1);
    }

    private @Nullable PathNode literal(PathNode node, int start, int end) {
        int percent = path.indexOf('%', start);
        if (percent < 0 || percent >= end) {
            return node.literals.get(path, start, end);
        }
        String decoded = PercentText.decode(path.substring(start, end));
        return decoded == null ? null : node.literals.get(decoded, 0, decoded.length());
    }

    private void mark(int variable, int start, int end) {
        if (bounds.length < 2 * variable + 2) {
            bounds = java.util.Arrays.copyOf(bounds, bounds.length * 2);
        }
        bounds[2 * variable] = start;
        bounds[2 * variable + 1] = end;
    }

    private @Nullable Match pick(Candidate[] candidates, int variables) {
        Match found = pick(candidates, request.method(), variables);
        if (found == null && request.method().equals("HEAD")) {
            found = pick(candidates, "GET", variables);
        }
        return found;
    }

    private @Nullable Match pick(Candidate[] candidates, String method, int variables) {
        for (Candidate candidate : candidates) {
            RoutePattern pattern = candidate.pattern;
            boolean methodFits = pattern.method() == null || pattern.method().equals(method);
            if (!methodFits) {
                remember(pattern);
            } else if (meets(pattern)) {
                return found(candidate, variables);
            }
        }
        return null;
    }

    private void remember(RoutePattern pattern) {
        String method = pattern.method();
        if (method != null && meets(pattern)) {
            if (methods == null) {
                methods = new TreeSet<>();
            }
            methods.add(method);
        }
    }

    private boolean meets(RoutePattern pattern) {
        for (int i = 0; i < pattern.conditions().size(); i++) {
            if (!pattern.conditions().get(i).met(request)) {
                return false;
            }
        }
        return true;
    }

    private Match found(Candidate candidate, int count) {
        if (count == 0) {
            return new Match.Found(candidate.route, PathVariables.NONE);
        }
        String[] values = new String[count];
        for (int i = 0; i < count; i++) {
            String value = PercentText.decode(path.substring(bounds[2 * i], bounds[2 * i + 1]));
            if (value == null) {
                return Match.BadPath.INSTANCE;
            }
            values[i] = value;
        }
        return new Match.Found(candidate.route, new PathVariables(candidate.names, values));
    }
}
