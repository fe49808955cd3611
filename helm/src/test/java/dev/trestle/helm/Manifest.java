package dev.trestle.helm;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** One object that Helm would send to the cluster. */
record Manifest(JsonNode json) {
    String kind() {
        return json.path("kind").asString();
    }

    String name() {
        return json.path("metadata").path("name").asString();
    }

    /** What is at {@code pointer}, such as {@code /spec/ports/0/port}; a missing node when nothing is. */
    JsonNode at(String pointer) {
        return json.at(pointer);
    }

    /** The mapping at {@code pointer} as text to text. */
    Map<String, String> texts(String pointer) {
        Map<String, String> texts = new TreeMap<>();
        at(pointer)
                .properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
        return texts;
    }

    /** What each item of the list at {@code pointer} has under {@code key}. */
    List<String> each(String pointer, String key) {
        return at(pointer).valueStream().map(item -> item.path(key).asString()).toList();
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
