package dev.trestle.bridge.settings;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Single values: text into the type a component has, or a problem that says what was expected. */
final class Scalars {
    static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h)");
    static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|KiB|MiB|GiB)?");

    private Scalars() {}

    /** A plain scalar (or {@code {}}, an empty mapping) that nobody wrote: the text of a {@link Default}. */
    static SettingsNode plain(String text) {
        if (text.equals("{}")) {
            return new SettingsNode.Mapping(Position.NONE, java.util.Map.of(), java.util.Map.of());
        }
        SettingsNode.ScalarKind kind = text.matches("-?\\d+")
                ? SettingsNode.ScalarKind.INTEGER
                : text.matches("true|false") ? SettingsNode.ScalarKind.BOOLEAN : SettingsNode.ScalarKind.STRING;
        return new SettingsNode.Scalar(Position.NONE, text, kind, false);
    }

    /** A node as it is shown in a problem; secrets are masked. */
    static String shown(SettingsNode node) {
        return switch (node) {
            case SettingsNode.Scalar scalar ->
                scalar.secret() ? Secrets.MASK : scalar.text().isEmpty() ? "nothing" : scalar.text();
            case SettingsNode.Sequence sequence -> "a list";
            case SettingsNode.Mapping mapping -> "a mapping";
        };
    }

    /** What a type looks like when written. */
    static String expected(Class<?> type) {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == Duration.class) {
            return "a duration such as 200ms, 5s, 1m";
        }
        if (type == ByteSize.class) {
            return "a size such as 512B, 64KiB, 1MiB";
        }
        return type.isEnum() ? "one of " + String.join(", ", words(type)) : "text";
    }

    /** The words of an enum, as written in YAML. */
    static List<String> words(Class<?> type) {
        List<String> words = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            words.add(word((Enum<?>) constant));
        }
        return words;
    }

    /** The words of an enum, each with what its constant is documented to mean. */
    static List<Shape.Word> documented(Class<?> type) {
        List<Shape.Word> words = new ArrayList<>();
        for (Object each : type.getEnumConstants()) {
            Enum<?> constant = (Enum<?>) each;
            Doc doc = annotation(constant, Doc.class);
            words.add(new Shape.Word(word(constant), doc == null ? "" : doc.value()));
        }
        return List.copyOf(words);
    }

    private static <A extends Annotation> @Nullable A annotation(Enum<?> constant, Class<A> type) {
        try {
            return constant.getDeclaringClass().getField(constant.name()).getAnnotation(type);
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String word(Enum<?> constant) {
        Key key = annotation(constant, Key.class);
        if (key != null) {
            return key.value();
        }
        String[] parts = constant.name().toLowerCase(Locale.ROOT).split("_", -1);
        StringBuilder word = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            word.append(Character.toUpperCase(parts[i].charAt(0))).append(parts[i].substring(1));
        }
        return word.toString();
    }

    static @Nullable Object read(Class<?> type, SettingsNode.Scalar scalar, @Nullable Range range, Problems problems) {
        Object value = parse(type, scalar);
        if (value == null) {
            String hint = type.isEnum() ? NearMiss.hint(scalar.text(), words(type)) : "expected: " + expected(type);
            problems.add("", shown(scalar) + " (" + hint + ")");
            return null;
        }
        if (range != null && !inRange(value, range)) {
            problems.add("", shown(scalar) + " (expected: " + bounds(type, range) + ")");
            return null;
        }
        return value;
    }

    private static @Nullable Object parse(Class<?> type, SettingsNode.Scalar scalar) {
        String text = scalar.text();
        boolean whole = scalar.kind() == SettingsNode.ScalarKind.INTEGER;
        if (type == String.class) {
            return scalar.kind() == SettingsNode.ScalarKind.NULL ? null : text;
        }
        if (type == int.class || type == Integer.class) {
            Long value = whole ? integer(text) : null;
            return value == null || value.intValue() != value ? null : (Object) value.intValue();
        }
        if (type == long.class || type == Long.class) {
            return whole ? integer(text) : null;
        }
        if (type == boolean.class || type == Boolean.class) {
            return scalar.kind() == SettingsNode.ScalarKind.BOOLEAN ? Boolean.valueOf(text) : null;
        }
        if (type == double.class || type == Double.class) {
            return whole || scalar.kind() == SettingsNode.ScalarKind.DECIMAL ? Double.valueOf(text) : null;
        }
        if (type == Duration.class) {
            return duration(text);
        }
        return type == ByteSize.class ? size(text) : type.isEnum() ? constant(type, text) : null;
    }

    private static @Nullable Long integer(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException tooLong) {
            return null;
        }
    }

    private static @Nullable Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static @Nullable ByteSize size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long amount = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        int shift = switch (unit) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            default -> 0;
        };
        // What no long can count is no size; shifted, it would come back as some other one.
        return amount > Long.MAX_VALUE >> shift ? null : new ByteSize(amount << shift);
    }

    private static @Nullable Object constant(Class<?> type, String text) {
        for (Object each : type.getEnumConstants()) {
            if (word((Enum<?>) each).equals(text)) {
                return each;
            }
        }
        return null;
    }

    private static boolean inRange(Object value, Range range) {
        long number = switch (value) {
            case Duration duration -> duration.toMillis();
            case ByteSize size -> size.bytes();
            case Number n -> n.longValue();
            default -> throw new IllegalStateException("a range on " + value.getClass());
        };
        return number >= range.min() && number <= range.max();
    }

    private static String bounds(Class<?> type, Range range) {
        String unit = type == Duration.class ? "ms" : type == ByteSize.class ? "B" : "";
        if (range.max() == Long.MAX_VALUE) {
            return "at least " + range.min() + unit;
        }
        return range.min() + unit + ".." + range.max() + unit;
    }
}
