package dev.trestle.bridge.mapping;

import dev.trestle.bridge.http.TraceContext;
import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.bridge.settings.Problems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled {@code from}: fetches the value as it came, ABSENT where there is none. */
interface Origin {
    /** The first words of the path language. */
    List<String> SOURCES =
            List.of("path", "query", "header", "cookie", "form", "body", "request.id", "trace.parent", "trace.state");

    /** Of those, the ones that name a value with a dot in it. */
    List<String> WHOLE = List.of("request", "trace");

    /** The value as it came. */
    Value fetch(RequestValues request);

    /** Compiles the closed path language; reports to {@code problems} and gives an origin that is never used otherwise. */
    static Origin compile(String from, PathNames variables, Problems problems) {
        if (from.equals("request.id")) {
            return request -> Values.text(from, request.facts().requestId());
        }
        if (from.equals("trace.parent") || from.equals("trace.state")) {
            return trace(from);
        }
        String source = source(from);
        JsonPath path = JsonPath.below(from.substring(source.length()));
        String wrong = !SOURCES.contains(source)
                ? NearMiss.hint(WHOLE.contains(source) ? from : source, SOURCES)
                : path == null ? "expected: " + shape(source) : wrong(source, path, variables);
        if (wrong != null || path == null) {
            problems.add("from", from + " (" + wrong + ")");
            return request -> Values.absent(from);
        }
        return source.equals("body") ? body(path) : parameter(from, source, path);
    }

    private static Origin trace(String from) {
        return request -> {
            TraceContext trace = request.facts().trace();
            String text = trace == null ? "" : from.equals("trace.parent") ? trace.parent() : trace.state();
            return text.isEmpty() ? Values.absent(from) : Values.text(from, text);
        };
    }

    /** The first word of {@code from}. */
    static String source(String from) {
        int end = 0;
        while (end < from.length() && from.charAt(end) != '.' && from.charAt(end) != '[') {
            end++;
        }
        return from.substring(0, end);
    }

    /** How what comes from {@code source} is written. */
    private static String shape(String source) {
        return switch (source) {
            case "body" -> "body, body.name, body.name[0]";
            case "path", "cookie" -> source + ".name, or " + source + "[\"odd.name\"]";
            default -> source + ".name, " + source + ".name[*], or " + source + "[\"odd.name\"]";
        };
    }

    /** What is wrong with a path, or null. */
    private static @Nullable String wrong(String source, JsonPath path, PathNames variables) {
        boolean good;
        if (source.equals("body")) {
            good = !path.hasEvery();
        } else {
            int steps = path.steps().size();
            boolean every = steps == 2 && path.hasEvery();
            boolean repeats = !source.equals("path") && !source.equals("cookie");
            good = path.firstName() != null && (steps == 1 || every && repeats);
        }
        if (!good) {
            return "expected: " + shape(source);
        }
        return source.equals("path") ? variables.wrong(String.valueOf(path.firstName())) : null;
    }

    /** Members are looked for in objects and elements in lists; anything else there, but nothing and null, is reported. */
    private static Origin body(JsonPath path) {
        return request -> {
            Value value = request.body();
            for (JsonPath.Step step : path.steps()) {
                value = switch (step) {
                    case JsonPath.Member member ->
                        checked(value, Value.Kind.OBJECT, request).member(member.name());
                    case JsonPath.Element element ->
                        element(checked(value, Value.Kind.ARRAY, request), element.index());
                    case JsonPath.Every every -> value;
                };
            }
            return value;
        };
    }

    private static Value checked(Value value, Value.Kind expected, RequestValues request) {
        Value.Kind kind = value.kind();
        if (kind != expected && kind != Value.Kind.ABSENT && kind != Value.Kind.NULL) {
            request.errors().add(value, expected == Value.Kind.ARRAY ? "expected: a list" : "expected: an object");
        }
        return value;
    }

    private static Value element(Value list, int index) {
        Value element = list instanceof JsonValue json ? json.element(index) : null;
        return element == null
                ? Values.absent(
                        Where.element(new StringBuilder(list.where()), index).toString())
                : element;
    }

    private static Origin parameter(String from, String source, JsonPath path) {
        String name = String.valueOf(path.firstName());
        if (path.hasEvery()) {
            String each = from.substring(0, from.length() - "[*]".length());
            return request -> list(from, each, all(source, name, request));
        }
        return request -> {
            String text = first(source, name, request);
            return text == null ? Values.absent(from) : Values.text(from, text);
        };
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

    private static Value list(String from, String each, List<String> texts) {
        if (texts.isEmpty()) {
            return Values.absent(from);
        }
        List<Value> items = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            items.add(Values.text(each + "[" + i + "]", texts.get(i)));
        }
        return Values.list(from, items);
    }
}
