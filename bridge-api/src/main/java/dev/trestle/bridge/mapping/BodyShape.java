package dev.trestle.bridge.mapping;

import dev.trestle.bridge.json.JsonDocument;
import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.bridge.settings.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which part of the result becomes the body, and which fields of it are dropped or renamed. Immutable once compiled. */
final class BodyShape {
    private static final String RESULT = "result";

    private final @Nullable JsonPath pick;
    private final List<Edit> anywhere = new ArrayList<>();
    private final Place root = new Place();

    /**
     * What becomes of the members called {@code name}.
     *
     * @param rename their new name, or null when they are dropped
     */
    private record Edit(String name, @Nullable String rename) {}

    /** What the paths say about one place of the body. */
    private static final class Place {
        private final List<Edit> edits = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final List<Place> members = new ArrayList<>();
        private @Nullable Place elements;

        Place at(JsonPath.Step step) {
            if (!(step instanceof JsonPath.Member member)) {
                Place below = elements == null ? new Place() : elements;
                elements = below;
                return below;
            }
            int known = names.indexOf(member.name());
            if (known >= 0) {
                return members.get(known);
            }
            Place below = new Place();
            names.add(member.name());
            members.add(below);
            return below;
        }
    }

    private BodyShape(@Nullable JsonPath pick) {
        this.pick = pick;
    }

    static BodyShape compile(ReplySettings settings, Problems problems) {
        BodyShape shape = new BodyShape(pick(settings.body(), problems));
        for (int i = 0; i < settings.drop().size(); i++) {
            shape.add(settings.drop().get(i), null, problems.at("drop[" + i + "]"));
        }
        settings.rename()
                .forEach((from, to) -> shape.add(from, to, problems.at("rename").key(from)));
        checkOnce(settings.rename(), problems.at("rename"));
        return shape;
    }

    /** Two fields of one object with one name would make JSON that readers disagree about. */
    private static void checkOnce(Map<String, String> renames, Problems problems) {
        Map<List<?>, String> taken = new HashMap<>();
        renames.forEach((from, to) -> {
            JsonPath path = JsonPath.parse(from);
            if (path != null && !path.isEmpty()) {
                List<JsonPath.Step> owner = path.steps().subList(0, path.steps().size() - 1);
                String other = taken.putIfAbsent(List.of(owner, to), from);
                if (other != null) {
                    problems.key(from)
                            .add("", to + " (expected: another name, " + other + " becomes " + to + " already)");
                }
            }
        });
    }

    private static @Nullable JsonPath pick(String body, Problems problems) {
        if (body.equals("none")) {
            return null;
        }
        String word = Origin.source(body);
        JsonPath path = JsonPath.below(body.substring(word.length()));
        if (!word.equals(RESULT)) {
            problems.add("body", body + " (" + NearMiss.hint(word, List.of(RESULT, "none")) + ")");
        } else if (path == null || path.hasEvery()) {
            problems.add("body", body + " (expected: result, result.name, result.name[0] or none)");
        }
        return path == null ? new JsonPath(List.of()) : path;
    }

    private void add(String written, @Nullable String rename, Problems problems) {
        JsonPath path = JsonPath.parse(written);
        JsonPath.Step last =
                path == null || path.isEmpty() ? null : path.steps().getLast();
        if (path == null || path.hasElement() || !(last instanceof JsonPath.Member member)) {
            problems.add("", written + " (expected: a field, or a path such as items[*].cost)");
            return;
        }
        Edit edit = new Edit(member.name(), rename);
        if (path.steps().size() == 1) {
            anywhere.add(edit);
            return;
        }
        Place place = root;
        for (JsonPath.Step step : path.steps().subList(0, path.steps().size() - 1)) {
            place = place.at(step);
        }
        place.edits.add(edit);
    }

    /** No body at all. */
    boolean isNone() {
        return pick == null;
    }

    /** The result as it is. */
    boolean isWhole() {
        return pick != null && pick.isEmpty() && keepsAll();
    }

    private boolean keepsAll() {
        return anywhere.isEmpty() && root.members.isEmpty() && root.elements == null;
    }

    /** Writes the body of {@code result}; null where the picked part is not there. */
    void write(JsonDocument result, JsonWriter json) {
        int node = pick == null ? -1 : pick.find(result);
        if (node < 0) {
            json.nullValue();
        } else {
            copy(result, node, keepsAll() ? null : root, json);
        }
    }

    private void copy(JsonDocument from, int node, @Nullable Place place, JsonWriter json) {
        if (from.size(node) == 0 || place == null && anywhere.isEmpty()) {
            json.copy(from, node);
        } else if (from.kind(node) == JsonDocument.Kind.ARRAY) {
            Place below = place == null ? null : place.elements;
            json.beginArray();
            for (int child = from.firstChild(node); child >= 0; child = from.nextSibling(child)) {
                copy(from, child, below, json);
            }
            json.endArray();
        } else {
            json.beginObject();
            for (int child = from.firstChild(node); child >= 0; child = from.nextSibling(child)) {
                member(from, child, place, json);
            }
            json.endObject();
        }
    }

    private void member(JsonDocument from, int child, @Nullable Place place, JsonWriter json) {
        Edit edit = place == null ? null : edit(from, child, place.edits);
        edit = edit == null ? edit(from, child, anywhere) : edit;
        if (edit != null && edit.rename() == null) {
            return;
        }
        if (edit == null) {
            json.name(from, child);
        } else {
            json.name(String.valueOf(edit.rename()));
        }
        copy(from, child, place == null ? null : below(from, child, place), json);
    }

    private static @Nullable Edit edit(JsonDocument from, int child, List<Edit> edits) {
        for (Edit edit : edits) {
            if (from.isNamed(child, edit.name())) {
                return edit;
            }
        }
        return null;
    }

    private static @Nullable Place below(JsonDocument from, int child, Place place) {
        for (int i = 0; i < place.names.size(); i++) {
            if (from.isNamed(child, place.names.get(i))) {
                return place.members.get(i);
            }
        }
        return null;
    }
}
