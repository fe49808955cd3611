package dev.trestle.bridge.mapping;

import dev.trestle.bridge.json.JsonDocument;
import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.settings.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which part of the result becomes the body, and which fields of it are dropped or renamed. Immutable. */
final class BodyShape {
    private final @Nullable JsonPath pick;
    private final List<JsonPath> drop;
    private final Map<JsonPath, String> rename;

    private BodyShape(@Nullable JsonPath pick, List<JsonPath> drop, Map<JsonPath, String> rename) {
        this.pick = pick;
        this.drop = drop;
        this.rename = rename;
    }

    static BodyShape compile(ReplySettings settings, Problems problems) {
        JsonPath pick = null;
        String body = settings.body();
        if (!body.equals("none")) {
            boolean result = body.equals("result") || body.startsWith("result.") || body.startsWith("result[");
            String rest = result ? body.substring("result".length()) : "";
            pick = JsonPath.parse(rest.startsWith(".") ? rest.substring(1) : rest);
            if (!result || pick == null || pick.hasAny()) {
                problems.add("body", body + " (expected: result, result.field or none)");
            }
        }
        List<JsonPath> drop = new ArrayList<>();
        for (int i = 0; i < settings.drop().size(); i++) {
            drop.add(path(settings.drop().get(i), problems.at("drop[" + i + "]")));
        }
        Map<JsonPath, String> rename = new HashMap<>();
        settings.rename().forEach((from, to) -> rename.put(path(from, problems.at("rename")), to));
        return new BodyShape(pick, List.copyOf(drop), Map.copyOf(rename));
    }

    private static JsonPath path(String written, Problems problems) {
        JsonPath path = JsonPath.parse(written);
        if (path == null || path.steps().isEmpty()) {
            problems.add("", written + " (expected: a field, or a path such as items[*].cost)");
            return new JsonPath(List.of(written));
        }
        return path;
    }

    /** No body at all. */
    boolean isNone() {
        return pick == null;
    }

    /** The result as it is. */
    boolean isWhole() {
        return pick != null && pick.steps().isEmpty() && drop.isEmpty() && rename.isEmpty();
    }

    /** Writes the body of {@code result}; null where the picked part is not there. */
    void write(JsonDocument result, JsonWriter json) {
        int node = pick == null ? -1 : pick.find(result, 0);
        if (node < 0) {
            json.nullValue();
        } else if (drop.isEmpty() && rename.isEmpty()) {
            json.copy(result, node);
        } else {
            copy(result, node, new ArrayList<>(), json);
        }
    }

    private void copy(JsonDocument from, int node, List<Object> at, JsonWriter json) {
        switch (from.kind(node)) {
            case OBJECT -> {
                json.beginObject();
                for (int child = from.firstChild(node); child >= 0; child = from.nextSibling(child)) {
                    member(from, child, at, json);
                }
                json.endObject();
            }
            case ARRAY -> {
                json.beginArray();
                at.add(JsonPath.ANY);
                for (int child = from.firstChild(node); child >= 0; child = from.nextSibling(child)) {
                    copy(from, child, at, json);
                }
                at.removeLast();
                json.endArray();
            }
            default -> json.copy(from, node);
        }
    }

    private void member(JsonDocument from, int child, List<Object> at, JsonWriter json) {
        String name = from.name(child);
        at.add(name);
        if (drop.stream().noneMatch(path -> meets(path, at))) {
            String other = rename.entrySet().stream()
                    .filter(e -> meets(e.getKey(), at))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(name);
            json.name(other);
            copy(from, child, at, json);
        }
        at.removeLast();
    }

    /** A plain name is met at any depth, a path from the body's root. */
    private static boolean meets(JsonPath path, List<Object> at) {
        boolean plainName = path.steps().size() == 1;
        return plainName
                ? path.steps().getFirst().equals(at.getLast())
                : path.steps().equals(at);
    }
}
