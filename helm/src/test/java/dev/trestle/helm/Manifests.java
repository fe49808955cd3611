package dev.trestle.helm;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;

/** Everything that one rendering of the chart would install. */
record Manifests(List<Manifest> list) {
    static Manifests parse(String text) {
        try (MappingIterator<JsonNode> documents =
                Chart.YAML.readerFor(JsonNode.class).readValues(text)) {
            return new Manifests(documents.readAll().stream()
                    .filter(Objects::nonNull)
                    .filter(JsonNode::isObject)
                    .map(Manifest::new)
                    .toList());
        }
    }

    Stream<Manifest> all(String kind) {
        return list.stream().filter(each -> each.kind().equals(kind));
    }

    /** The one object of this kind. */
    Manifest only(String kind) {
        List<Manifest> found = all(kind).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of kind " + kind + " (expected: one) among " + list);
        }
        return found.getFirst();
    }

    /** The object of this kind whose name ends so. */
    Manifest named(String kind, String ending) {
        return all(kind)
                .filter(each -> each.name().endsWith(ending))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " *" + ending + " among " + list));
    }

    List<String> kinds() {
        return list.stream().map(Manifest::kind).sorted().distinct().toList();
    }
}
