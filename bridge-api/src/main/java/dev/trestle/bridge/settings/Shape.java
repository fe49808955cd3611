package dev.trestle.bridge.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What may be written where a settings record is read, as JSON Schema and reference page need it. Read from the same records as
 * {@link RecordBinder} fills, by the same rules. Immutable.
 */
public sealed interface Shape {
    /** A single value. */
    enum Scalar implements Shape {
        /** Text; numbers and booleans are taken as they were written. */
        TEXT(null),
        /** A whole number. */
        WHOLE_NUMBER(null),
        /** A number. */
        NUMBER(null),
        /** {@code true} or {@code false}. */
        BOOLEAN(null),
        /** {@code 200ms}, {@code 5s}, {@code 1m}, {@code 1h}. */
        DURATION(Scalars.DURATION.pattern()),
        /** {@code 64KiB}, or a number of bytes. */
        BYTE_SIZE(Scalars.SIZE.pattern());

        private final @Nullable String pattern;

        Scalar(@Nullable String pattern) {
            this.pattern = pattern;
        }

        /** The regular expression of how it is written; null where no text is asked for, or any. */
        public @Nullable String pattern() {
            return pattern;
        }
    }

    /** Whatever YAML can say. */
    enum Anything implements Shape {
        /** The one there is. */
        VALUE
    }

    /** One of some words. */
    record Words(List<Word> words) implements Shape {}

    /**
     * One word of an enum.
     *
     * @param text as written
     * @param doc what it means; empty where the word says it
     */
    record Word(String text, String doc) {}

    /** A list. */
    record ListOf(Shape item) implements Shape {}

    /** A mapping from names of the operator's choice. */
    record MapOf(Shape value) implements Shape {}

    /** A settings record. Looks at the class only when asked, since records may contain themselves. */
    record Mapping(Class<?> type) implements Shape {
        /** What it is. */
        public String doc() {
            Doc doc = type.getAnnotation(Doc.class);
            return doc == null ? "" : doc.value();
        }

        /** Its keys, in the record's order, without the one for the rest. */
        public List<SettingsKey> keys() {
            return Arrays.stream(type.getRecordComponents())
                    .filter(c -> !c.isAnnotationPresent(Rest.class))
                    .map(SettingsKey::of)
                    .toList();
        }

        /** What takes the keys that are none of these; null where there is no such thing. */
        public @Nullable SettingsKey rest() {
            return Arrays.stream(type.getRecordComponents())
                    .filter(c -> c.isAnnotationPresent(Rest.class))
                    .findFirst()
                    .map(SettingsKey::of)
                    .orElse(null);
        }

        /** The keys whose value may stand alone, instead of the mapping. */
        public List<SettingsKey> shorthands() {
            List<String> names = Arrays.stream(type.getDeclaredMethods())
                    .map(method -> method.getAnnotation(Shorthand.class))
                    .filter(Objects::nonNull)
                    .map(Shorthand::value)
                    .toList();
            return keys().stream().filter(key -> names.contains(key.name())).toList();
        }

        /** The rules between its keys. */
        public List<OneOf> rules() {
            return List.of(type.getAnnotationsByType(OneOf.class));
        }
    }

    /** The shape of a component's type. */
    static Shape of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? new ListOf(of(arguments[0])) : new MapOf(of(arguments[1]));
        }
        if (type == SettingsNode.class) {
            return Anything.VALUE;
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isEnum()) {
            return new Words(Scalars.documented(raw));
        }
        return raw.isRecord() && raw != ByteSize.class ? new Mapping(raw) : scalar(raw);
    }

    private static Scalar scalar(Class<?> type) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return Scalar.WHOLE_NUMBER;
        }
        if (type == boolean.class || type == Boolean.class) {
            return Scalar.BOOLEAN;
        }
        if (type == double.class || type == Double.class) {
            return Scalar.NUMBER;
        }
        if (type == Duration.class) {
            return Scalar.DURATION;
        }
        if (type == ByteSize.class) {
            return Scalar.BYTE_SIZE;
        }
        if (type == String.class) {
            return Scalar.TEXT;
        }
        throw new IllegalStateException("a settings record with a " + type + " (expected: what RecordBinder knows)");
    }
}
