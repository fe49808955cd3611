package dev.trestle.codec.thrift.idl;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant. */
public final class NearMiss {
    private static final int MAX_LISTED = 10;

    private NearMiss() {}

    /** {@code name (did you mean: x?)}, or {@code name (expected: a, b, c)} when nothing is near and the choice is small. */
    public static String message(String name, Collection<String> known, String what) {
        String near = nearest(name, known);
        if (near != null) {
            return name + " (expected: " + what + "; did you mean: " + near + "?)";
        }
        if (known.isEmpty() || known.size() > MAX_LISTED) {
            return name + " (expected: " + what + ")";
        }
        return name + " (expected: " + what + ": "
                + String.join(", ", known.stream().sorted().toList()) + ")";
    }

    private static @Nullable String nearest(String name, Collection<String> known) {
        String best = null;
        int bestDistance = Math.max(1, name.length() / 3) + 1;
        for (String candidate : known.stream().sorted().toList()) {
            int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** Insertions, deletions and replacements between two words. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
