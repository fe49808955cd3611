package dev.trestle.bridge.http;

import org.jspecify.annotations.Nullable;

/**
 * The variables of a path template, percent-decoded. Names belong to the route and are shared; values belong to the request.
 * Immutable; the arrays are not copied.
 */
public final class PathVariables {
    /** No variables. */
    public static final PathVariables NONE = new PathVariables(new String[0], new String[0]);

    private final String[] names;
    private final String[] values;

    /** Pairs names with values; both arrays have the same length and are not changed afterwards. */
    public PathVariables(String[] names, String[] values) {
        this.names = names;
        this.values = values;
    }

    /** The value of {@code name}, or null when the template has no such variable. */
    public @Nullable String get(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return values[i];
            }
        }
        return null;
    }
}
