package dev.trestle.helm;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what a fabric8 model was given and has no property for. */
final class Unknown {
    private static final String MODELS = "io.fabric8.";

    private Unknown() {}

    /** The names of such fields, in {@code model} and all it is made of. */
    static List<String> fields(Object model) {
        List<String> found = new ArrayList<>();
        collect(model, found);
        return found;
    }

    private static void collect(Object value, List<String> found) {
        if (value instanceof Collection<?> items) {
            items.forEach(item -> collect(item, found));
        } else if (value.getClass().getName().startsWith(MODELS)
                && !value.getClass().isEnum()) {
            Arrays.stream(value.getClass().getMethods())
                    .filter(method ->
                            method.getParameterCount() == 0 && method.getName().startsWith("get"))
                    .forEach(method -> property(value, method, found));
        }
    }

    private static void property(Object model, Method getter, List<String> found) {
        Object value = read(model, getter);
        if (getter.isAnnotationPresent(JsonAnyGetter.class) && value instanceof Map<?, ?> unknown) {
            unknown.keySet().forEach(key -> found.add(String.valueOf(key)));
        } else if (value != null && !(value instanceof Map<?, ?>)) {
            collect(value, found);
        }
    }

    private static @Nullable Object read(Object model, Method getter) {
        try {
            return getter.invoke(model);
        } catch (IllegalAccessException | InvocationTargetException failed) {
            throw new AssertionError(getter.toString(), failed);
        }
    }
}
