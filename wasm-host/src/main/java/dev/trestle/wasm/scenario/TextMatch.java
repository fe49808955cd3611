package dev.trestle.wasm.scenario;

import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.SettingException;
import dev.trestle.bridge.settings.Shorthand;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What a text is expected to be. */
@Doc("An expected text; text alone is all of it.")
public record TextMatch(
        @Doc("All of it.") @Nullable String text,
        @Doc("A part of it.") @Nullable String contains,

        @Doc("A regular expression for all of it.") @Nullable
        String matches,

        @Doc("All of it, its bytes in hex; spaces are skipped.") @Nullable
        String hex) {
    /** Refuses more than one way to say it, and none. */
    public TextMatch {
        int ways =
                (text == null ? 0 : 1) + (contains == null ? 0 : 1) + (matches == null ? 0 : 1) + (hex == null ? 0 : 1);
        if (ways != 1) {
            throw new SettingException("", ways + " ways to say it (expected: one of text, contains, matches, hex)");
        }
        if (matches != null) {
            try {
                Pattern.compile(matches);
            } catch (PatternSyntaxException broken) {
                throw new SettingException("matches", matches + " (expected: a regular expression)");
            }
        }
    }

    /** All of it. */
    @Shorthand("text")
    static TextMatch of(String text) {
        return new TextMatch(text, null, null, null);
    }

    boolean fits(String actual, String actualHex) {
        if (text != null) {
            return text.equals(actual);
        }
        if (contains != null) {
            return actual.contains(contains);
        }
        return matches == null
                ? actualHex.equalsIgnoreCase(String.valueOf(hex).replace(" ", ""))
                : Pattern.compile(matches, Pattern.DOTALL).matcher(actual).matches();
    }

    /** As it is shown beside the actual text. */
    String shown() {
        if (text != null) {
            return text;
        }
        return contains != null ? "a text with " + contains : matches != null ? "a text like " + matches : "hex " + hex;
    }
}
