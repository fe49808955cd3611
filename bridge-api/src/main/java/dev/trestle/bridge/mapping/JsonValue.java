package dev.trestle.bridge.mapping;

import dev.trestle.bridge.json.JsonDocument;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A node of a JSON text. Knows the way it was reached by, so that its name costs nothing until an error wants it. */
final class JsonValue implements Value {
    private static final int NO_INDEX = -1;

    private final JsonDocument document;
    private final int node;
    private final @Nullable JsonValue parent;
    /** Of an object's member: its name. Of the root: what the whole document is called. */
    private final String label;

    private final int index;

    private JsonValue(JsonDocument document, int node, @Nullable JsonValue parent, String label, int index) {
        this.document = document;
        this.node = node;
        this.parent = parent;
        this.label = label;
        this.index = index;
    }

    static JsonValue root(JsonDocument document, String where) {
        return new JsonValue(document, 0, null, where, NO_INDEX);
    }

    @Override
    public Kind kind() {
        return switch (document.kind(node)) {
            case NULL -> Kind.NULL;
            case BOOLEAN -> Kind.BOOLEAN;
            case NUMBER -> Kind.NUMBER;
            case STRING -> Kind.STRING;
            case ARRAY -> Kind.ARRAY;
            case OBJECT -> Kind.OBJECT;
        };
    }

    @Override
    public String where() {
        return where(new StringBuilder()).toString();
    }

    private StringBuilder where(StringBuilder out) {
        if (parent == null) {
            return out.append(label);
        }
        parent.where(out);
        return index == NO_INDEX ? Where.member(out, label) : Where.element(out, index);
    }

    @Override
    public String text() {
        return document.text(node);
    }

    @Override
    public boolean isInt64() {
        return document.isInt64(node);
    }

    @Override
    public long int64() {
        return document.int64(node);
    }

    @Override
    public int size() {
        return document.size(node);
    }

    @Override
    public Iterator<Value> values() {
        return new Children();
    }

    @Override
    public @Nullable String name() {
        return parent != null && index == NO_INDEX ? label : null;
    }

    @Override
    public Value member(String name) {
        int child = document.member(node, name);
        return child < 0 ? new AbsentMember(this, name) : new JsonValue(document, child, this, name, NO_INDEX);
    }

    /** The element at {@code wanted}, or null when there is none. */
    @Nullable
    Value element(int wanted) {
        if (document.kind(node) != JsonDocument.Kind.ARRAY || wanted >= document.size(node)) {
            return null;
        }
        int child = document.firstChild(node);
        for (int i = 0; i < wanted; i++) {
            child = document.nextSibling(child);
        }
        return new JsonValue(document, child, this, "", wanted);
    }

    /** The children in order. */
    private final class Children implements Iterator<Value> {
        private final boolean members = document.kind(node) == JsonDocument.Kind.OBJECT;
        private int next = document.firstChild(node);
        private int count;

        @Override
        public boolean hasNext() {
            return next >= 0;
        }

        @Override
        public Value next() {
            if (next < 0) {
                throw new NoSuchElementException();
            }
            int child = next;
            next = document.nextSibling(child);
            return members
                    ? new JsonValue(document, child, JsonValue.this, document.name(child), NO_INDEX)
                    : new JsonValue(document, child, JsonValue.this, "", count++);
        }
    }
}
