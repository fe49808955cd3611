package dev.trestle.bridge.mapping;

import dev.trestle.bridge.json.JsonDocument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path into JSON: {@code a.b[0].c}, names with odd characters as {@code ["a.b"]}. Immutable.
 *
 * @param steps String for a member, Integer for an element; {@code ANY} for {@code [*]}
 */
record JsonPath(List<Object> steps) {
    /** Every element. */
    static final Object ANY = new Object() {
        @Override
        public String toString() {
            return "[*]";
        }
    };

    /** The path as written, or null when it is none. */
    static @Nullable JsonPath parse(String text) {
        List<Object> steps = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end;
            if (text.startsWith("[\"", at)) {
                end = text.indexOf("\"]", at + 2);
                if (end < 0) {
                    return null;
                }
                steps.add(text.substring(at + 2, end));
                end += 2;
            } else if (c == '[') {
                end = text.indexOf(']', at) + 1;
                String index = end == 0 ? "" : text.substring(at + 1, end - 1);
                if (!index.equals("*") && !index.matches("\\d{1,6}")) {
                    return null;
                }
                steps.add(index.equals("*") ? ANY : (Object) Integer.valueOf(index));
            } else {
                int start = c == '.' && at > 0 ? at + 1 : at;
                end = start;
                while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
                    end++;
                }
                if (end == start) {
                    return null;
                }
                steps.add(text.substring(start, end));
            }
            at = end;
        }
        return new JsonPath(List.copyOf(steps));
    }

    boolean hasAny() {
        return steps.contains(ANY);
    }

    /** The node at this path below {@code from}, or -1. */
    int find(JsonDocument document, int from) {
        int node = from;
        for (int i = 0; i < steps.size() && node >= 0; i++) {
            node = switch (steps.get(i)) {
                case String name -> document.member(node, name);
                case Integer index -> element(document, node, index);
                default -> -1;
            };
        }
        return node;
    }

    private static int element(JsonDocument document, int node, int index) {
        if (document.kind(node) != JsonDocument.Kind.ARRAY) {
            return -1;
        }
        int child = document.firstChild(node);
        for (int i = 0; i < index && child >= 0; i++) {
            child = document.nextSibling(child);
        }
        return child;
    }

    /** The path of a node from its document's root, with a leading dot or bracket. */
    static String of(JsonDocument document, int node) {
        int parent = document.parent(node);
        if (parent < 0) {
            return "";
        }
        if (document.kind(parent) == JsonDocument.Kind.OBJECT) {
            String name = document.name(node);
            return of(document, parent) + (name.matches("[A-Za-z0-9_-]+") ? "." + name : "[\"" + name + "\"]");
        }
        int index = 0;
        for (int child = document.firstChild(parent); child != node; child = document.nextSibling(child)) {
            index++;
        }
        return of(document, parent) + "[" + index + "]";
    }
}
