package dev.trestle.bridge.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns a tree of nodes into a settings record. Knows {@code String}, {@code int}, {@code long}, {@code boolean}, {@code double}
 * and their boxes, {@code Duration}, {@link ByteSize}, enums, {@code List}, {@code Map<String, T>}, nested records,
 * {@link SettingsNode} as is, and records with a {@link Shorthand}.
 *
 * <p>A component without {@link Default} that is not {@code @Nullable}, a list or a map is required; an absent list or map is empty,
 * or null where that is {@code @Nullable}. Everything wrong is
 * reported, not only the first: unknown keys with the near miss, wrong types, values out of range, what a constructor refuses.
 *
 * <p>So that a wrong value hides nothing else, what an absent one would be stands in for it: the default, or null. Only where there is
 * neither, and for lists and maps, which mean something else in part, is there no record.
 */
public final class RecordBinder {
    private RecordBinder() {}

    /**
     * Binds {@code node} to {@code type}.
     *
     * @return the record, to be used only for further checks if problems were reported; null if it could not be made
     */
    public static <R extends Record> @Nullable R bind(Class<R> type, SettingsNode node, Problems problems) {
        return type.cast(record(type, node, new Counted(problems, new AtomicInteger())));
    }

    /** Problems below the node that is bound, and how many they are. */
    private record Counted(Problems heard, AtomicInteger count) implements Problems {
        @Override
        public void add(String path, String detail) {
            count.incrementAndGet();
            heard.add(path, detail);
        }

        @Override
        public Counted at(String path) {
            return new Counted(heard.at(path), count);
        }

        @Override
        public boolean any() {
            return heard.any();
        }
    }

    private static @Nullable Object record(Class<?> type, SettingsNode node, Counted problems) {
        if (node instanceof SettingsNode.Mapping mapping) {
            return fromMapping(type, mapping, problems);
        }
        if (node instanceof SettingsNode.Scalar scalar && scalar.kind() == SettingsNode.ScalarKind.NULL) {
            return fromMapping(type, new SettingsNode.Mapping(node.position(), Map.of(), Map.of()), problems);
        }
        Method shorthand = shorthand(type, node instanceof SettingsNode.Scalar ? String.class : List.class);
        if (shorthand == null) {
            problems.add("", Scalars.shown(node) + " (expected: a mapping with " + keys(type) + ")");
            return null;
        }
        Object argument = value(shorthand.getGenericParameterTypes()[0], node, null, problems);
        return argument == null ? null : invoke(() -> shorthand.invoke(null, argument), problems);
    }

    private static String keys(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(c -> c.isAnnotationPresent(Rest.class) ? "other names" : key(c))
                .collect(Collectors.joining(", "));
    }

    private static @Nullable Method shorthand(Class<?> type, Class<?> parameter) {
        for (Method method : type.getDeclaredMethods()) {
            boolean fits = method.isAnnotationPresent(Shorthand.class)
                    && Modifier.isStatic(method.getModifiers())
                    && method.getParameterCount() == 1
                    && method.getParameterTypes()[0] == parameter;
            if (fits) {
                method.setAccessible(true);
                return method;
            }
        }
        return null;
    }

    /** The key of a component as written in YAML. */
    static String key(RecordComponent component) {
        Key key = component.getAnnotation(Key.class);
        return key == null ? component.getName() : key.value();
    }

    private static @Nullable Object fromMapping(Class<?> type, SettingsNode.Mapping mapping, Counted problems) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        Map<String, SettingsNode> left = new LinkedHashMap<>(mapping.entries());
        int rest = -1;
        int before = problems.count().get();
        boolean usable = true;
        for (int i = 0; i < components.length; i++) {
            if (components[i].isAnnotationPresent(Rest.class)) {
                rest = i;
                continue;
            }
            SettingsNode written = left.remove(key(components[i]));
            Bound bound = component(components[i], written, problems);
            arguments[i] = bound.value();
            usable &= bound.usable();
        }
        if (rest >= 0) {
            SettingsNode others = new SettingsNode.Mapping(mapping.position(), left, mapping.keys());
            arguments[rest] = value(components[rest].getGenericType(), others, null, problems);
            usable &= arguments[rest] != null;
        } else {
            List<String> known =
                    Arrays.stream(components).map(RecordBinder::key).toList();
            for (String unknown : left.keySet()) {
                problems.add(SettingsPath.key(unknown), "unknown key (" + NearMiss.hint(unknown, known) + ")");
            }
        }
        if (!usable) {
            return null;
        }
        // What a constructor says of values that only stand in would be said of what nobody wrote.
        boolean asWritten = problems.count().get() == before;
        return construct(type, components, arguments, asWritten ? problems : Problems.unheard());
    }

    private static boolean hasNullWord(Class<?> type) {
        return type.isEnum() && Scalars.words(type).contains("null");
    }

    private record Bound(@Nullable Object value, boolean usable) {}

    private static Bound component(RecordComponent component, @Nullable SettingsNode written, Counted problems) {
        Counted at = problems.at(SettingsPath.key(key(component)));
        boolean nothing = written instanceof SettingsNode.Scalar scalar
                && scalar.kind() == SettingsNode.ScalarKind.NULL
                && component.getType() != SettingsNode.class
                && !hasNullWord(component.getType());
        boolean many = component.getType() == List.class || component.getType() == Map.class;
        if (written == null || nothing) {
            return absent(component, many, at);
        }
        Object value = value(component.getGenericType(), written, component.getAnnotation(Range.class), at);
        return value == null && !many && isOptional(component)
                ? absent(component, false, at)
                : new Bound(value, value != null);
    }

    private static boolean isOptional(RecordComponent component) {
        return component.isAnnotationPresent(Default.class)
                || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static Bound absent(RecordComponent component, boolean many, Counted at) {
        Default fallback = component.getAnnotation(Default.class);
        if (fallback != null) {
            Object value = value(component.getGenericType(), Scalars.plain(fallback.value()), null, at);
            return new Bound(value, value != null);
        }
        if (isOptional(component)) {
            return new Bound(null, true);
        }
        if (many) {
            return new Bound(component.getType() == List.class ? List.of() : Map.of(), true);
        }
        Doc doc = component.getAnnotation(Doc.class);
        at.add("", "missing" + (doc == null ? "" : " (expected: " + doc.value() + ")"));
        return new Bound(null, false);
    }

    private static @Nullable Object value(Type type, SettingsNode node, @Nullable Range range, Counted problems) {
        if (type == SettingsNode.class) {
            return node;
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return list(generic.getActualTypeArguments()[0], node, problems);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return map(generic.getActualTypeArguments()[1], node, problems);
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isRecord() && raw != ByteSize.class) {
            return record(raw, node, problems);
        }
        if (node instanceof SettingsNode.Scalar scalar) {
            return Scalars.read(raw, scalar, range, problems);
        }
        problems.add("", Scalars.shown(node) + " (expected: " + Scalars.expected(raw) + ")");
        return null;
    }

    private static @Nullable Object list(Type element, SettingsNode node, Counted problems) {
        if (!(node instanceof SettingsNode.Sequence sequence)) {
            problems.add("", Scalars.shown(node) + " (expected: a list)");
            return null;
        }
        List<Object> values = new ArrayList<>();
        boolean good = true;
        for (int i = 0; i < sequence.items().size(); i++) {
            Object value = value(element, sequence.items().get(i), null, problems.at("[" + i + "]"));
            good &= value != null;
            if (value != null) {
                values.add(value);
            }
        }
        return good ? values : null;
    }

    private static @Nullable Object map(Type element, SettingsNode node, Counted problems) {
        if (!(node instanceof SettingsNode.Mapping mapping)) {
            problems.add("", Scalars.shown(node) + " (expected: a mapping)");
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        boolean good = true;
        for (Map.Entry<String, SettingsNode> entry : mapping.entries().entrySet()) {
            Object value = value(element, entry.getValue(), null, problems.at(SettingsPath.key(entry.getKey())));
            good &= value != null;
            if (value != null) {
                values.put(entry.getKey(), value);
            }
        }
        return good ? values : null;
    }

    private static @Nullable Object construct(
            Class<?> type, RecordComponent[] components, @Nullable Object[] arguments, Problems problems) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return invoke(
                () -> {
                    var constructor = type.getDeclaredConstructor(types);
                    constructor.setAccessible(true);
                    return constructor.newInstance(arguments);
                },
                problems);
    }

    /** A call by reflection. */
    private interface Call {
        Object run() throws ReflectiveOperationException;
    }

    private static @Nullable Object invoke(Call call, Problems problems) {
        try {
            return call.run();
        } catch (InvocationTargetException refused) {
            Throwable cause = refused.getCause();
            String key = cause instanceof SettingException setting ? setting.key() : "";
            String detail = cause == null || cause.getMessage() == null ? "refused" : cause.getMessage();
            problems.add(key.isEmpty() ? "" : SettingsPath.key(key), detail);
            return null;
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("a settings record that cannot be made", broken);
        }
    }
}
