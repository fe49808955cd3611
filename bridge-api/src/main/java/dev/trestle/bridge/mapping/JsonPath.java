package dev.trestle.bridge.mapping;

import dev.trestle.bridge.json.JsonDocument;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path into JSON: {@code a.b[0].c}, names with odd characters as {@code ["a.b"]}. Immutable.
 *
 * @param steps from the outside in
 */
record JsonPath(List<Step> steps) {
    private static final int MAX_INDEX_DIGITS = 6;

    /** One step of a path. */
    sealed interface Step {}

    /** To a member of an object. */
    record Member(String name) implements Step {}

    /** To an element of an array. */
    record Element(int index) implements Step {}

    /** To every element of an array: {@code [*]}. */
    enum Every implements Step {
        /** The one there is. */
        ELEMENT
    }

    /** The path as written, or null when it is none. */
    static @Nullable JsonPath parse(String text) {
        return text.startsWith("[") ? below(text) : below("." + text);
    }

    /** The path behind a first word: {@code .a.b}, {@code [0]}, or nothing; null when it is none. */
    static @Nullable JsonPath below(String text) {
        List<Step> steps = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = endOfStep(text, at);
            Step step = end < 0 ? null : step(text.substring(at, end));
            if (step == null) {
                return null;
            }
            steps.add(step);
            at = end;
        }
        return new JsonPath(List.copyOf(steps));
    }

    /** Behind the step that begins with the dot or bracket at {@code at}; negative when there is none. */
    private static int endOfStep(String text, int at) {
        if (text.startsWith("[\"", at)) {
            int close = text.indexOf("\"]", at + 2);
            return close < 0 ? close : close + 2;
        }
        if (text.charAt(at) == '[') {
            int close = text.indexOf(']', at);
            return close < 0 ? close : close + 1;
        }
        if (text.charAt(at) != '.') {
            return -1;
        }
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
            end++;
        }
        return end;
    }

    private static @Nullable Step step(String text) {
        if (text.startsWith("[\"")) {
            return new Member(text.substring(2, text.length() - 2));
        }
        if (text.charAt(0) == '.') {
            return text.length() == 1 ? null : new Member(text.substring(1));
        }
        String index = text.substring(1, text.length() - 1);
        if (index.equals("*")) {
            return Every.ELEMENT;
        }
        boolean number = !index.isEmpty()
                && index.length() <= MAX_INDEX_DIGITS
                && index.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? new Element(Integer.parseInt(index)) : null;
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    boolean hasEvery() {
        return steps.contains(Every.ELEMENT);
    }

    boolean hasElement() {
        return steps.stream().anyMatch(Element.class::isInstance);
    }

    /** The name of the first step, or null when it is no member. */
    @Nullable
    String firstName() {
        return !steps.isEmpty() && steps.getFirst() instanceof Member first ? first.name() : null;
    }

    /** The node at this path below a document's root, or -1. */
    int find(JsonDocument document) {
        int node = 0;
        for (int i = 0; i < steps.size() && node >= 0; i++) {
            node = switch (steps.get(i)) {
                case Member member -> document.member(node, member.name());
                case Element element -> element(document, node, element.index());
                case Every every -> -1;
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
}
