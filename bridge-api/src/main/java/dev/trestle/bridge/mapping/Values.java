package dev.trestle.bridge.mapping;

import dev.trestle.bridge.json.JsonDocument;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The kinds of {@link Value}. */
final class Values {
    private Values() {}

    /** A node of a JSON text; a constant's prefix is empty. */
    static Value json(JsonDocument document, int node, String prefix) {
        return new Json(document, node, prefix, null);
    }

    /** Text without a type. */
    static Value text(String where, String text) {
        return new Leaf(Value.Kind.TEXT, where, text, List.of(), null);
    }

    /** Nothing at all. */
    static Value absent(String where) {
        return new Leaf(Value.Kind.ABSENT, where, "", List.of(), null);
    }

    /** The null that {@code whenMissing: null} stands for. */
    static Value nothing(String where) {
        return new Leaf(Value.Kind.NULL, where, "", List.of(), null);
    }

    /** A list put together. */
    static Value list(String where, List<Value> items) {
        return new Leaf(Value.Kind.ARRAY, where, "", items, null);
    }

    /** An object put together: every item has its name. */
    static Value object(String where, List<Value> members) {
        return new Leaf(Value.Kind.OBJECT, where, "", members, null);
    }

    /** The same value as the member {@code name} of an object. */
    static Value named(String name, Value value) {
        return new Named(name, value);
    }

    /** Everything that is no JSON node. */
    private record Leaf(
            Kind kind,
            String where,
            String text,
            List<Value> items,
            @Nullable String name) implements Value {
        @Override
        public boolean isInt64() {
            return false;
        }

        @Override
        public long int64() {
            throw new IllegalStateException("no number: " + where);
        }

        @Override
        public int size() {
            return items.size();
        }

        @Override
        public Iterator<Value> values() {
            return items.iterator();
        }

        @Override
        public Value member(String member) {
            for (Value item : items) {
                if (member.equals(item.name())) {
                    return item;
                }
            }
            return absent(where + "." + member);
        }
    }

    /** A value with the name it has in an object put together. */
    private record Named(String name, Value value) implements Value {
        @Override
        public Kind kind() {
            return value.kind();
        }

        @Override
        public String where() {
            return value.where();
        }

        @Override
        public String text() {
            return value.text();
        }

        @Override
        public boolean isInt64() {
            return value.isInt64();
        }

        @Override
        public long int64() {
            return value.int64();
        }

        @Override
        public int size() {
            return value.size();
        }

        @Override
        public Iterator<Value> values() {
            return value.values();
        }

        @Override
        public Value member(String member) {
            return value.member(member);
        }
    }

    /** A node of a JSON text. */
    private record Json(
            JsonDocument document,
            int node,
            String prefix,
            @Nullable String name) implements Value {
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
            return prefix + JsonPath.of(document, node);
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
            boolean container =
                    document.kind(node) == JsonDocument.Kind.ARRAY || document.kind(node) == JsonDocument.Kind.OBJECT;
            return container ? new Children(this) : Collections.emptyIterator();
        }

        @Override
        public Value member(String member) {
            int child = document.member(node, member);
            return child < 0 ? absent(where() + "." + member) : new Json(document, child, prefix, member);
        }
    }

    /** The children of a JSON node, in order. */
    private static final class Children implements Iterator<Value> {
        private final Json parent;
        private final boolean names;
        private int next;

        Children(Json parent) {
            this.parent = parent;
            this.names = parent.document().kind(parent.node()) == JsonDocument.Kind.OBJECT;
            this.next = parent.document().firstChild(parent.node());
        }

        @Override
        public boolean hasNext() {
            return next >= 0;
        }

        @Override
        public Value next() {
            if (next < 0) {
                throw new NoSuchElementException();
            }
            JsonDocument document = parent.document();
            Value child = new Json(document, next, parent.prefix(), names ? document.name(next) : null);
            next = document.nextSibling(next);
            return child;
        }
    }
}
