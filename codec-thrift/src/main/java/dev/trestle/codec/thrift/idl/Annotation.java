package dev.trestle.codec.thrift.idl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One annotation in parentheses. A name may stand more than once; order is kept.
 *
 * @param name such as {@code api.query}
 * @param value its text, or null when only the name is written
 */
public record Annotation(String name, @Nullable String value) {
    /** The value of the first annotation called {@code name}, or null. */
    public static @Nullable String first(List<Annotation> annotations, String name) {
        for (Annotation annotation : annotations) {
            if (annotation.name().equals(name)) {
                return annotation.value();
            }
        }
        return null;
    }
}
