package dev.trestle.bridge.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant. */
public final class NearMiss {
    private NearMiss() {}

    /**
     * A hint for an unknown word: {@code did you mean: acquireTimeout?}, or {@code expected: one of a, b, c} when nothing is near.
     */
    public static String hint(String word, Collection<String> known) {
        return of(word, known)
                .map(near -> "did you mean: " + near + "?")
                .orElseGet(() -> known.isEmpty()
                        ? "expected: nothing here"
                        : "expected: one of "
                                + String.join(", ", known.stream().sorted().toList()));
    }

    /** The nearest of {@code known}, if any is near. */
    public static Optional<String> of(String word, Collection<String> known) {
        int most = Math.max(1, word.length() / 3);
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= most)
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    /** The edits between two words, without case (Levenshtein). */
    private static int distance(String a, String b) {
        String left = a.toLowerCase(Locale.ROOT);
        String right = b.toLowerCase(Locale.ROOT);
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int above = row[j];
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[right.length()];
    }
}
