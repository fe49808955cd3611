package dev.trestle.app.init;

import java.util.Locale;

/** Names as they stand in URLs: {@code getUserByID} is {@code get-user-by-id}. */
final class Kebab {
    private static final int MAX_CHARS = 100;

    private Kebab() {}

    /** ASCII letters and digits with single hyphens; {@code otherwise} where nothing of the kind is in it. */
    static String of(String name, String otherwise) {
        String words = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        String cut = words.length() > MAX_CHARS ? words.substring(0, MAX_CHARS) : words;
        String stripped = cut.replaceAll("^-|-$", "");
        return stripped.isEmpty() ? otherwise : stripped;
    }

    /** The first word. */
    static String verb(String kebab) {
        int end = kebab.indexOf('-');
        return end < 0 ? kebab : kebab.substring(0, end);
    }
}
