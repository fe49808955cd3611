package dev.trestle.codec.thrift.idl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which definition a name means in which file. */
final class Names {
    private final Documents documents;
    private final Map<String, Map<String, Tree.Definition>> byFile = new HashMap<>();

    /** A definition and the file it stands in. */
    record Found(Tree.Document document, Tree.Definition definition) {}

    Names(Documents documents, Diagnostics diagnostics) {
        this.documents = documents;
        for (Tree.Document document : documents.all()) {
            Map<String, Tree.Definition> names = new HashMap<>();
            for (Tree.Definition definition : document.definitions()) {
                Tree.Definition other = names.putIfAbsent(definition.name(), definition);
                if (other != null) {
                    diagnostics.add(
                            definition.position(),
                            definition.name() + " (expected: a name of its own; it stands at " + other.position()
                                    + ")");
                }
            }
            byFile.put(document.path(), names);
        }
    }

    /** {@code name} as seen from {@code document}: its own, or {@code prefix.name} of a file it includes. */
    @Nullable
    Found find(Tree.Document document, String name) {
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            Tree.Definition own = definition(document, name);
            return own == null ? null : new Found(document, own);
        }
        String prefix = name.substring(0, dot);
        String rest = name.substring(dot + 1);
        for (Tree.Document included : included(document)) {
            Tree.Definition definition = included.prefix().equals(prefix) ? definition(included, rest) : null;
            if (definition != null) {
                return new Found(included, definition);
            }
        }
        Tree.Definition own = prefix.equals(document.prefix()) ? definition(document, rest) : null;
        return own == null ? null : new Found(document, own);
    }

    /** Every name of a kind that {@code document} can use, for near misses. */
    List<String> visible(Tree.Document document, Class<? extends Tree.Definition> kind) {
        List<String> visible = new ArrayList<>();
        for (Tree.Definition definition : document.definitions()) {
            if (kind.isInstance(definition)) {
                visible.add(definition.name());
            }
        }
        for (Tree.Document included : included(document)) {
            for (Tree.Definition definition : included.definitions()) {
                if (kind.isInstance(definition)) {
                    visible.add(included.prefix() + "." + definition.name());
                }
            }
        }
        return visible;
    }

    /** The name a definition goes by in the schema: plain in the root file, with the file's prefix elsewhere. */
    String qualified(Tree.Document document, Tree.Definition definition) {
        return document.path().equals(documents.root().path())
                ? definition.name()
                : document.prefix() + "." + definition.name();
    }

    private List<Tree.Document> included(Tree.Document document) {
        return documents.includes().getOrDefault(document.path(), List.of());
    }

    private Tree.@Nullable Definition definition(Tree.Document document, String name) {
        Map<String, Tree.Definition> names = byFile.get(document.path());
        return names == null ? null : names.get(name);
    }
}
