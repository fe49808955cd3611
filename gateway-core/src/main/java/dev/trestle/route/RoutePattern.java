package dev.trestle.route;

import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.settings.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a route matches, taken apart. Immutable.
 *
 * @param method upper case, or null for any
 * @param host lower case: exact, {@code *.suffix}, or null for any
 * @param segments the path template, split at slashes
 * @param variables the names of the template's variables, in order
 * @param conditions headers and query parameters, in a fixed order
 */
public record RoutePattern(
        @Nullable String method,
        @Nullable String host,
        List<Segment> segments,
        List<String> variables,
        List<Condition> conditions) {
    static final int MAX_SEGMENTS = 64;

    /** One segment of a path template. */
    public sealed interface Segment {
        /** Exactly this text. */
        record Literal(String text) implements Segment {}

        /** Any one segment that is not empty. */
        record Variable() implements Segment {}

        /** Everything from here on, at least one character. */
        record Rest() implements Segment {}
    }

    /** The pattern of a match section, given as its parts; what is wrong goes to {@code problems}. */
    public static RoutePattern compile(Written written, Problems problems) {
        String method = written.method();
        if (method != null && !method.matches("[A-Z]+")) {
            problems.add("method", method + " (expected: an upper-case HTTP method such as GET)");
        }
        String host = written.host() == null ? null : written.host().toLowerCase(Locale.ROOT);
        if (host != null && !host.matches("(\\*\\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?")) {
            problems.add("host", host + " (expected: a host name, or *.suffix)");
        }
        List<String> variables = new ArrayList<>();
        List<Segment> segments = segments(written.path(), variables, problems);
        List<Condition> conditions = new ArrayList<>();
        written.headers().keySet().stream()
                .filter(name -> !Headers.isName(name))
                .forEach(name -> problems.at("headers").key(name).add("", name + " (expected: a header name)"));
        new TreeMap<>(lowerCased(written.headers()))
                .forEach((name, value) -> conditions.add(new Condition(Condition.Source.HEADER, name, value)));
        new TreeMap<>(written.query())
                .forEach((name, value) -> conditions.add(new Condition(Condition.Source.QUERY, name, value)));
        return new RoutePattern(method, host, segments, List.copyOf(variables), List.copyOf(conditions));
    }

    /**
     * A match section as written.
     *
     * @param method the method, or null for any
     * @param host the host, or null for any
     * @param path the template
     * @param headers names and values, {@code *} for any value
     * @param query names and values, {@code *} for any value
     */
    public record Written(
            @Nullable String method,
            @Nullable String host,
            String path,
            Map<String, String> headers,
            Map<String, String> query) {}

    private static Map<String, String> lowerCased(Map<String, String> headers) {
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }

    private static List<Segment> segments(String path, List<String> variables, Problems problems) {
        List<Segment> segments = new ArrayList<>();
        if (!path.startsWith("/")) {
            problems.add("path", path + " (expected: starts with /)");
            return segments;
        }
        String[] parts = path.substring(1).split("/", -1);
        if (parts.length > MAX_SEGMENTS) {
            problems.add("path", parts.length + " segments (expected: at most " + MAX_SEGMENTS + ")");
            return segments;
        }
        for (int i = 0; i < parts.length; i++) {
            Segment segment = segment(parts[i], variables, problems);
            if (segment instanceof Segment.Rest && i < parts.length - 1) {
                problems.add("path", parts[i] + " (expected: only as the last segment)");
            }
            segments.add(segment);
        }
        return List.copyOf(segments);
    }

    private static Segment segment(String part, List<String> variables, Problems problems) {
        if (!part.contains("{") && !part.contains("}")) {
            if (part.contains("?") || part.contains("#") || part.contains("%")) {
                problems.add("path", part + " (expected: plain text, decoded, without ? or #)");
            }
            return new Segment.Literal(part);
        }
        boolean rest = part.endsWith("...}");
        String name = part.replaceFirst("^\\{", "").replaceFirst("(\\.\\.\\.)?}$", "");
        if (!part.startsWith("{") || !part.endsWith("}") || !name.matches("[A-Za-z_][A-Za-z0-9_-]*")) {
            problems.add("path", part + " (expected: a whole segment as {name}, or {name...} at the end)");
        } else if (variables.contains(name)) {
            problems.add("path", "{" + name + "} twice (expected: each variable once)");
        }
        variables.add(name);
        return rest ? new Segment.Rest() : new Segment.Variable();
    }

    /** The template, for people. */
    public String path() {
        StringBuilder text = new StringBuilder();
        int variable = 0;
        for (Segment segment : segments) {
            text.append('/');
            switch (segment) {
                case Segment.Literal literal -> text.append(literal.text());
                case Segment.Variable v ->
                    text.append('{').append(variables.get(variable++)).append('}');
                case Segment.Rest r ->
                    text.append('{').append(variables.get(variable++)).append("...}");
            }
        }
        return text.toString();
    }

    /**
     * Whether no rule tells this pattern from {@code other}: the same host, path shape and method, equally many
     * conditions, and a request that meets both.
     */
    boolean ambiguousWith(RoutePattern other) {
        return java.util.Objects.equals(method, other.method)
                && java.util.Objects.equals(host, other.host)
                && segments.equals(other.segments)
                && conditions.size() == other.conditions.size()
                && conditions.stream()
                        .noneMatch(mine -> other.conditions.stream().anyMatch(mine::excludes));
    }
}
