package dev.trestle.filter;

import dev.trestle.bridge.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Header or trailer fields that a filter may change: an ordered multimap with lower-case names, pseudo-headers first. A character
 * of a value is a byte, as in HTTP/1.1. Not thread safe.
 */
public final class FieldMap {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private long bytes;

    /** No fields yet. */
    public FieldMap() {}

    /** The fields of {@code headers}. */
    public static FieldMap of(Headers headers) {
        FieldMap map = new FieldMap();
        map.addAll(headers);
        return map;
    }

    /** How many there are. */
    public int size() {
        return names.size();
    }

    /** The bytes of all names and values. */
    public long bytes() {
        return bytes;
    }

    /** The name of field {@code index}, in lower case. */
    public String name(int index) {
        return names.get(index);
    }

    /** The value of field {@code index}. */
    public String value(int index) {
        return values.get(index);
    }

    /** The first value of {@code name}, or null. */
    public @Nullable String get(String name) {
        int at = names.indexOf(lower(name));
        return at < 0 ? null : values.get(at);
    }

    /** Adds a field behind the others. */
    public void add(String name, String value) {
        names.add(lower(name));
        values.add(value);
        bytes += name.length() + value.length();
    }

    /** Adds every field of {@code headers}. */
    public void addAll(Headers headers) {
        headers.forEach(this::add);
    }

    /** One field in place of all of this name; where the first one stood, or behind the others. */
    public void replace(String name, String value) {
        String lower = lower(name);
        int at = names.indexOf(lower);
        if (at < 0) {
            add(lower, value);
            return;
        }
        bytes += value.length() - values.set(at, value).length();
        for (int i = names.size() - 1; i > at; i--) {
            if (names.get(i).equals(lower)) {
                remove(i);
            }
        }
    }

    /** Removes every field of this name. */
    public void remove(String name) {
        String lower = lower(name);
        for (int i = names.size() - 1; i >= 0; i--) {
            if (names.get(i).equals(lower)) {
                remove(i);
            }
        }
    }

    private void remove(int index) {
        bytes -= names.remove(index).length() + values.remove(index).length();
    }

    /** Removes all. */
    public void clear() {
        names.clear();
        values.clear();
        bytes = 0;
    }

    /** Shows the fields that are no pseudo-headers, in order. */
    public void forEachPlain(BiConsumer<? super String, ? super String> visitor) {
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).startsWith(":")) {
                visitor.accept(names.get(i), values.get(i));
            }
        }
    }

    /** The fields that are no pseudo-headers. */
    public Headers toHeaders() {
        List<String> fields = new ArrayList<>(2 * names.size());
        forEachPlain((name, value) -> {
            fields.add(name);
            fields.add(value);
        });
        return Headers.of(fields.toArray(String[]::new));
    }

    /** Names come lower-case from HTTP/2 and mostly from clients; only others cost a copy. */
    private static String lower(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return name.toLowerCase(Locale.ROOT);
            }
        }
        return name;
    }
}
