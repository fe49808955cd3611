package dev.trestle.bridge.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The secret values of one configuration, so that they can be kept out of what is said of it. Immutable. */
public final class Secrets {
    /** What stands in the place of one. */
    static final String MASK = "***";

    /** A shorter one hides nothing, and would be found in every other word. */
    private static final int LEAST = 3;

    private final List<String> longestFirst;

    private Secrets(List<String> longestFirst) {
        this.longestFirst = longestFirst;
    }

    /** Those of the tree below {@code root}. */
    public static Secrets of(SettingsNode root) {
        List<String> found = new ArrayList<>();
        collect(root, found);
        return new Secrets(found.stream()
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    private static void collect(SettingsNode node, List<String> found) {
        switch (node) {
            case SettingsNode.Mapping mapping -> mapping.entries().values().forEach(value -> collect(value, found));
            case SettingsNode.Sequence sequence -> sequence.items().forEach(item -> collect(item, found));
            case SettingsNode.Scalar scalar -> {
                if (scalar.secret() && scalar.text().length() >= LEAST) {
                    found.add(scalar.text());
                }
            }
        }
    }

    /** The values, the longest first. */
    public List<String> values() {
        return longestFirst;
    }

    String mask(String text) {
        String masked = text;
        for (String secret : longestFirst) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }
}
