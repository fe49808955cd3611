package dev.trestle.bridge.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of {@link Binding}. */
final class Bindings {
    private Bindings() {}

    /** A constant. */
    record Fixed(Value value) implements Binding {
        @Override
        public Value resolve(RequestValues request) {
            return value;
        }

        @Override
        public String origin() {
            return "const";
        }
    }

    /** A value of the request, or what stands for it. */
    record From(
            String origin,
            Origin source,
            WhenMissing whenMissing,
            @Nullable Value fallback) implements Binding {
        @Override
        @SuppressWarnings("ReferenceEquality") // the very value of the settings
        public void explain(String name, String type, RequestValues request, ArgumentNotes notes) {
            Value value = resolve(request);
            notes.argument(name, type, value == fallback ? origin + " (default)" : origin, ShownValue.of(value));
        }

        @Override
        public Value resolve(RequestValues request) {
            Value value = source.fetch(request);
            boolean refusedNull = whenMissing == WhenMissing.ERROR && value.kind() == Value.Kind.NULL;
            if (value.kind() != Value.Kind.ABSENT && !refusedNull) {
                return value;
            }
            if (fallback != null) {
                return fallback;
            }
            return switch (whenMissing) {
                case OMIT -> value;
                case NULL -> Values.nothing(origin);
                case ERROR -> {
                    request.errors().add(origin, (refusedNull ? "null" : "missing") + " (expected: a value)");
                    yield Values.absent(origin);
                }
            };
        }
    }

    /** A list put together; what is absent is left out. */
    record Items(List<Binding> items) implements Binding {
        @Override
        public Value resolve(RequestValues request) {
            List<Value> values = new ArrayList<>(items.size());
            for (Binding item : items) {
                Value value = item.resolve(request);
                if (value.kind() != Value.Kind.ABSENT) {
                    values.add(value);
                }
            }
            return Values.list("list", values);
        }

        @Override
        public void explain(String name, String type, RequestValues request, ArgumentNotes notes) {
            for (int i = 0; i < items.size(); i++) {
                items.get(i).explain(name + "[" + i + "]", "", request, notes);
            }
        }

        @Override
        public String origin() {
            return "list";
        }
    }

    /** An object put together; what is absent is left out. */
    record Members(Map<String, Binding> members) implements Binding {
        @Override
        public Value resolve(RequestValues request) {
            List<Value> values = new ArrayList<>(members.size());
            for (Map.Entry<String, Binding> member : members.entrySet()) {
                Value value = member.getValue().resolve(request);
                if (value.kind() != Value.Kind.ABSENT) {
                    values.add(Values.named(member.getKey(), value));
                }
            }
            return Values.object("object", values);
        }

        @Override
        public void explain(String name, String type, RequestValues request, ArgumentNotes notes) {
            members.forEach((member, binding) -> binding.explain(
                    Where.member(new StringBuilder(name), member).toString(), "", request, notes));
        }

        @Override
        public String origin() {
            return "object";
        }
    }
}
