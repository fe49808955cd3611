package dev.trestle.bridge.settings;

import java.util.List;
import java.util.Map;

/** A tree of written settings, with the position of every value. Immutable. Equality ignores positions. */
public sealed interface SettingsNode {
    /** Where it was written. */
    Position position();

    /** What a plain scalar looks like to YAML's core schema; quoted scalars are always STRING. */
    enum ScalarKind {
        /** Text. */
        STRING,
        /** A whole number of any size. */
        INTEGER,
        /** A number with a fraction or an exponent. */
        DECIMAL,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** {@code null}, {@code ~} or nothing. */
        NULL
    }

    /**
     * One value.
     *
     * @param text exactly as written, after {@code ${env:}} and {@code ${file:}} were put in; {@code 1.10} keeps its zero
     * @param kind how it reads
     * @param secret whether any of it came from a secret; shown as {@code ***}
     */
    record Scalar(Position position, String text, ScalarKind kind, boolean secret) implements SettingsNode {
        @Override
        public boolean equals(Object other) {
            return other instanceof Scalar that && text.equals(that.text) && kind == that.kind;
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    /** A list. */
    record Sequence(Position position, List<SettingsNode> items) implements SettingsNode {
        /** Copies. */
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Sequence that && items.equals(that.items);
        }

        @Override
        public int hashCode() {
            return items.hashCode();
        }
    }

    /**
     * Keys and values, in the order written; a key stands once.
     *
     * @param keys the position of each key
     */
    record Mapping(Position position, Map<String, SettingsNode> entries, Map<String, Position> keys)
            implements SettingsNode {
        /** Keeps the given maps as they are; the loader does not change them afterwards. */
        public Mapping {
            entries = java.util.Collections.unmodifiableMap(entries);
            keys = java.util.Collections.unmodifiableMap(keys);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Mapping that && entries.equals(that.entries);
        }

        @Override
        public int hashCode() {
            return entries.hashCode();
        }
    }
}
