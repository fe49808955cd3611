package dev.trestle.bridge.settings;

import org.jspecify.annotations.Nullable;

/**
 * Turns a tree of nodes into a settings record. Knows {@code String}, {@code int}, {@code long}, {@code boolean}, {@code double}
 * and their boxes, {@code Duration}, {@link ByteSize}, enums, {@code List}, {@code Map<String, T>}, nested records,
 * {@link SettingsNode} as is, and records with a {@link Shorthand}.
 *
 * <p>A component without {@link Default} that is not {@code @Nullable}, a list or a map is required. Everything wrong is
 * reported, not only the first: unknown keys with the near miss, wrong types, values out of range, what a constructor refuses.
 */
public final class RecordBinder {
    private RecordBinder() {}

    /**
     * Binds {@code node} to {@code type}.
     *
     * @return the record, or null when a problem below {@code node} was reported
     */
    public static <R extends Record> @Nullable R bind(Class<R> type, SettingsNode node, Problems problems) {
        throw new UnsupportedOperationException();
    }
}
