package dev.trestle.bridge.mapping;

import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.bridge.settings.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled {@code from}: fetches the value as it came, ABSENT where there is none. */
interface Origin {
    List<String> SOURCES = List.of("path", "query", "header", "cookie", "form", "body", "request.id");

    Value fetch(RequestValues request);

    /** Compiles the closed path language; reports to {@code problems} and gives an origin that is never used otherwise. */
    static Origin compile(String from, Problems problems) {
        if (from.equals("request.id")) {
            return request -> Values.text(from, request.requestId());
        }
        if (from.equals("body")) {
            return RequestValues::body;
        }
        int split = split(from);
        String source = from.substring(0, split);
        String rest = from.substring(split);
        JsonPath path = JsonPath.parse(rest.startsWith(".") ? rest.substring(1) : rest);
        if (path == null || rest.isEmpty() || !SOURCES.contains(source)) {
            problems.add(
                    "from",
                    from + " ("
                            + (SOURCES.contains(source)
                                    ? "expected: " + source + ".name"
                                    : NearMiss.hint(source, SOURCES))
                            + ")");
            return request -> Values.absent(from);
        }
        return source.equals("body") ? body(from, path, problems) : parameter(from, source, path, problems);
    }

    private static int split(String from) {
        int dot = from.indexOf('.');
        int bracket = from.indexOf('[');
        int end = dot < 0 ? from.length() : dot;
        return bracket < 0 ? end : Math.min(end, bracket);
    }

    private static Origin body(String from, JsonPath path, Problems problems) {
        if (path.hasAny()) {
            problems.add("from", from + " (expected: a path without [*]; a list is taken whole)");
        }
        return request -> {
            Value value = request.body();
            for (Object step : path.steps()) {
                value = step instanceof Integer index ? element(value, index) : value.member(step.toString());
            }
            return value;
        };
    }

    private static Value element(Value list, int index) {
        if (list.kind() == Value.Kind.ARRAY) {
            int at = 0;
            for (var items = list.values(); items.hasNext(); at++) {
                Value item = items.next();
                if (at == index) {
                    return item;
                }
            }
        }
        return Values.absent(list.where() + "[" + index + "]");
    }

    private static Origin parameter(String from, String source, JsonPath path, Problems problems) {
        List<Object> steps = path.steps();
        boolean every = steps.size() == 2 && steps.get(1).equals(JsonPath.ANY);
        boolean oneName = !steps.isEmpty() && steps.getFirst() instanceof String && (steps.size() == 1 || every);
        if (!oneName || every && (source.equals("path") || source.equals("cookie"))) {
            problems.add("from", from + " (expected: " + source + ".name)");
        }
        String name = steps.isEmpty() ? "" : steps.getFirst().toString();
        if (every) {
            return request -> list(from, all(source, name, request));
        }
        return request -> text(from, first(source, name, request));
    }

    private static @Nullable String first(String source, String name, RequestValues request) {
        return switch (source) {
            case "path" -> request.head().variables().get(name);
            case "query" -> request.query().first(name);
            case "header" -> request.head().headers().get(name);
            case "cookie" -> request.cookie(name);
            default -> request.form().first(name);
        };
    }

    private static List<String> all(String source, String name, RequestValues request) {
        return switch (source) {
            case "query" -> request.query().all(name);
            case "header" -> request.head().headers().all(name);
            default -> request.form().all(name);
        };
    }

    private static Value text(String from, @Nullable String text) {
        return text == null ? Values.absent(from) : Values.text(from, text);
    }

    private static Value list(String from, List<String> texts) {
        return texts.isEmpty()
                ? Values.absent(from)
                : Values.list(
                        from, texts.stream().map(t -> Values.text(from, t)).toList());
    }
}
