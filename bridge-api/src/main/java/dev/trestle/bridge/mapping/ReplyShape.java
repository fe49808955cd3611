package dev.trestle.bridge.mapping;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a codec knows of a value in a reply, for the paths that a route's settings name. Asked one step at a time: types may contain
 * themselves.
 */
public interface ReplyShape {
    /** Nothing is known: every path is taken. */
    ReplyShape ANY = new ReplyShape() {
        @Override
        public @Nullable Set<String> fields() {
            return null;
        }

        @Override
        public ReplyShape field(String name) {
            return this;
        }

        @Override
        public ReplyShape element() {
            return this;
        }
    };

    /** A value without parts, or none at all. */
    ReplyShape LEAF = new Leaves(Set.of());

    /** The names of its fields, empty for what has none; null where every name is taken. */
    @Nullable
    Set<String> fields();

    /** The value of one of its fields. */
    ReplyShape field(String name);

    /** An element of a list; null for what is none. */
    @Nullable
    ReplyShape element();

    /** An object with these fields, each without parts. */
    static ReplyShape of(Set<String> fields) {
        return new Leaves(Set.copyOf(fields));
    }

    /** An object of leaves. */
    record Leaves(Set<String> fields) implements ReplyShape {
        @Override
        public ReplyShape field(String name) {
            return LEAF;
        }

        @Override
        public @Nullable ReplyShape element() {
            return null;
        }
    }

    /** One of several: what any of them has, it may have. */
    record Choice(List<ReplyShape> shapes) implements ReplyShape {
        @Override
        public @Nullable Set<String> fields() {
            Set<String> all = new TreeSet<>();
            for (ReplyShape each : shapes) {
                Set<String> own = each.fields();
                if (own == null) {
                    return null;
                }
                all.addAll(own);
            }
            return all;
        }

        @Override
        public ReplyShape field(String name) {
            return new Choice(shapes.stream()
                    .filter(each -> has(each, name))
                    .map(each -> each.field(name))
                    .toList());
        }

        private static boolean has(ReplyShape shape, String name) {
            Set<String> own = shape.fields();
            return own == null || own.contains(name);
        }

        @Override
        public @Nullable ReplyShape element() {
            List<ReplyShape> elements = shapes.stream()
                    .flatMap(each -> Stream.ofNullable(each.element()))
                    .toList();
            return elements.isEmpty() ? null : new Choice(elements);
        }
    }
}
