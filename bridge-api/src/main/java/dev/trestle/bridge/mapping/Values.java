package dev.trestle.bridge.mapping;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values that are no node of a JSON text. */
final class Values {
    private Values() {}

    /** Text without a type. */
    static Value text(String where, String text) {
        return new Leaf(Value.Kind.TEXT, where, text, List.of());
    }

    /** Nothing at all. */
    static Value absent(String where) {
        return new Leaf(Value.Kind.ABSENT, where, "", List.of());
    }

    /** The null that {@code whenMissing: null} stands for. */
    static Value nothing(String where) {
        return new Leaf(Value.Kind.NULL, where, "", List.of());
    }

    /** A list put together. */
    static Value list(String where, List<Value> items) {
        return new Leaf(Value.Kind.ARRAY, where, "", items);
    }

    /** An object put together: every item has its name. */
    static Value object(String where, List<Value> members) {
        return new Leaf(Value.Kind.OBJECT, where, "", members);
    }

    /** The same value as the member {@code name} of an object. */
    static Value named(String name, Value value) {
        return name.equals(value.name()) ? value : new Named(name, value);
    }

    /** Everything that knows its own kind. */
    private record Leaf(Kind kind, String where, String text, List<Value> items) implements Value {
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
        public @Nullable String name() {
            return null;
        }

        @Override
        public Value member(String member) {
            for (Value item : items) {
                if (member.equals(item.name())) {
                    return item;
                }
            }
            return new AbsentMember(this, member);
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
}
