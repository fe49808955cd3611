package dev.trestle.filter;

import dev.trestle.bridge.http.Headers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Header or trailer fields that a filter may change: an ordered multimap with lower-case names, pseudo-headers first. A character
 * of a value is a byte, as in HTTP/1.1. Not thread safe.
 */
public final class FieldMap {
    private static final int USUAL_FIELDS = 16;

    /** Names and values in turn. */
    private @Nullable String[] texts;

    private int size;
    private long bytes;
    /** Whether another map has the same texts, so that they must not change. */
    private boolean shared;

    /** No fields yet. */
    public FieldMap() {
        this(new String[2 * USUAL_FIELDS], 0, 0);
    }

    private FieldMap(@Nullable String[] texts, int size, long bytes) {
        this.texts = texts;
        this.size = size;
        this.bytes = bytes;
    }

    /** The fields of {@code headers}. */
    public static FieldMap of(Headers headers) {
        FieldMap map = new FieldMap();
        map.addAll(headers);
        return map;
    }

    /** The same fields in a map of their own; without a copy, until one of the two changes. */
    public FieldMap snapshot() {
        FieldMap same = new FieldMap(texts, size, bytes);
        same.shared = true;
        shared = true;
        return same;
    }

    /** How many there are. */
    public int size() {
        return size;
    }

    /** The bytes of all names and values. */
    public long bytes() {
        return bytes;
    }

    /** The name of field {@code index}, in lower case. */
    public String name(int index) {
        return text(2 * checked(index));
    }

    /** The value of field {@code index}. */
    public String value(int index) {
        return text(2 * checked(index) + 1);
    }

    /** The first value of {@code name}, or null. */
    public @Nullable String get(String name) {
        int at = first(name);
        return at < 0 ? null : value(at);
    }

    /** Adds a field behind the others. */
    public void add(String name, String value) {
        own(2 * size == texts.length ? 2 * texts.length : texts.length);
        String lower = lower(name);
        texts[2 * size] = lower;
        texts[2 * size + 1] = value;
        size++;
        bytes += lower.length() + value.length();
    }

    /** Adds every field of {@code headers}. */
    public void addAll(Headers headers) {
        headers.forEach(this::add);
    }

    /** One field in place of all of this name; where the first one stood, or behind the others. */
    public void replace(String name, String value) {
        int at = first(name);
        if (at < 0) {
            add(name, value);
            return;
        }
        String lower = name(at);
        own(texts.length);
        bytes += value.length() - value(at).length();
        texts[2 * at + 1] = value;
        for (int next = find(lower, at + 1); next >= 0; next = find(lower, next)) {
            remove(next);
        }
    }

    /** Removes every field of this name. */
    public void remove(String name) {
        String lower = lower(name);
        for (int at = find(lower, 0); at >= 0; at = find(lower, at)) {
            remove(at);
        }
    }

    private void remove(int index) {
        own(texts.length);
        bytes -= name(index).length() + value(index).length();
        size--;
        System.arraycopy(texts, 2 * index + 2, texts, 2 * index, 2 * (size - index));
        texts[2 * size] = null;
        texts[2 * size + 1] = null;
    }

    /** The first field of this name; -1 if there is none. One that is found as it is need not be looked through for capitals. */
    private int first(String name) {
        int at = find(name, 0);
        if (at >= 0) {
            return at;
        }
        String lower = lower(name);
        return lower.equals(name) ? -1 : find(lower, 0);
    }

    /** The first field from {@code from} on that has this name in lower case; -1 if there is none. */
    private int find(String lower, int from) {
        for (int i = from; i < size; i++) {
            if (text(2 * i).equals(lower)) {
                return i;
            }
        }
        return -1;
    }

    private int checked(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("index: " + index + " (expected: 0.." + (size - 1) + ")");
        }
        return index;
    }

    @SuppressWarnings("NullAway") // before size there are no nulls
    private String text(int at) {
        return texts[at];
    }

    /** Before a change: nobody else has the texts, and there is room for {@code length}. */
    private void own(int length) {
        if (shared || length > texts.length) {
            texts = Arrays.copyOf(texts, length);
            shared = false;
        }
    }

    /** Removes all. */
    public void clear() {
        if (shared) {
            texts = new String[texts.length];
            shared = false;
        } else {
            Arrays.fill(texts, 0, 2 * size, null);
        }
        size = 0;
        bytes = 0;
    }

    /** Shows the fields that are no pseudo-headers, in order. */
    public void forEachPlain(BiConsumer<? super String, ? super String> visitor) {
        for (int i = 0; i < size; i++) {
            if (!name(i).startsWith(":")) {
                visitor.accept(name(i), value(i));
            }
        }
    }

    /** The fields that are no pseudo-headers. */
    public Headers toHeaders() {
        List<String> fields = new ArrayList<>(2 * size);
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
