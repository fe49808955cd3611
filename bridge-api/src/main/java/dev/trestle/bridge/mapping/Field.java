package dev.trestle.bridge.mapping;

import dev.trestle.bridge.json.JsonDocument;
import dev.trestle.bridge.mapping.Outcome.Root;
import dev.trestle.bridge.settings.Problems;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A field of an outcome: {@code result.items[0].id}, {@code header.rc}, or a bare name. Immutable. */
record Field(Root root, JsonPath path) {
    private static final JsonPath MESSAGE = new JsonPath(List.of(new JsonPath.Member("message")));

    /**
     * What fields may be written in one place.
     *
     * @param roots the first words
     * @param bare what a name without a first word is a field of; null where that is not allowed
     */
    record Scope(Set<Root> roots, @Nullable Root bare) {}

    /** Compiles; reports what is no field of the scope and gives one that is never found. */
    static Field compile(String written, Scope scope, Problems problems) {
        for (Root root : Root.values()) {
            JsonPath below = written.startsWith(root.word())
                    ? JsonPath.below(written.substring(root.word().length()))
                    : null;
            if (below != null && scope.roots().contains(root) && !below.hasEvery()) {
                return new Field(root, below);
            }
        }
        JsonPath bare = JsonPath.parse(written);
        if (scope.bare() == null || bare == null || bare.hasEvery()) {
            List<String> words = scope.roots().stream().sorted().map(Root::word).toList();
            problems.add("", written + " (expected: a field of " + String.join(" or ", words) + ")");
            return new Field(Root.RESULT, new JsonPath(List.of()));
        }
        return new Field(scope.bare(), bare);
    }

    /** The node in its document, or -1. */
    int find(@Nullable JsonDocument document) {
        return document == null ? -1 : path.find(document);
    }

    /** The text of a scalar; null for what is not there, is null, or is no scalar. */
    @Nullable
    String text(Outcome outcome) {
        JsonDocument document = outcome.document(root);
        int node = find(document);
        if (document == null || node < 0) {
            return root == Root.EXCEPTION && path.equals(MESSAGE) ? outcome.message() : null;
        }
        return switch (document.kind(node)) {
            case BOOLEAN, NUMBER, STRING -> document.text(node);
            case NULL, ARRAY, OBJECT -> null;
        };
    }
}
