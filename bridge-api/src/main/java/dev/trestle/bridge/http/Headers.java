package dev.trestle.bridge.http;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Header or trailer fields: an ordered multimap whose names are compared without case. Read only. */
public interface Headers {
    /** The first value of {@code name}, or null when there is none. */
    @Nullable
    String get(String name);

    /** All values of {@code name} in order; empty when there is none. */
    List<String> all(String name);

    /** Shows every field in order. */
    void forEach(BiConsumer<? super String, ? super String> visitor);

    /** Whether a header may have this name: a token of RFC 9110, 5.6.2. */
    static boolean isName(String text) {
        return text.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    }

    /** No fields at all. */
    static Headers empty() {
        return HeaderList.EMPTY;
    }

    /** The given fields: name, value, name, value. */
    static Headers of(String... namesAndValues) {
        return HeaderList.of(namesAndValues);
    }
}
