package dev.trestle.bridge.mapping;

import java.util.Locale;
import java.util.regex.Pattern;

/** The names that services give their failures, in the shapes that clients get to see. */
final class Names {
    private static final Pattern SUFFIX = Pattern.compile("(?<=.)(Exception|Error)$");
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern ODD = Pattern.compile("[^a-z0-9_]+");

    private Names() {}

    /** {@code OutOfStockException} of {@code com.acme.Shop$OutOfStockException}. */
    static String simple(String type) {
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    }

    /** {@code out_of_stock} of {@code com.acme.OutOfStockException}. */
    static String snake(String type) {
        String words = SUFFIX.matcher(simple(type)).replaceFirst("");
        String lower = WORD_START.matcher(words).replaceAll("_").toLowerCase(Locale.ROOT);
        String code = ODD.matcher(lower).replaceAll("_");
        return code.isEmpty() ? "error" : code;
    }

    /** {@code Out of stock} of {@code out_of_stock}. */
    static String title(String code) {
        String words = code.replace('_', ' ');
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
