package dev.trestle.app.cli;

import dev.trestle.app.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The token of the admin API, from its file: on a command line everybody on the machine could read it. */
final class AdminToken {
    private static final int FEWEST_CHARS = 16;

    private AdminToken() {}

    /** The text of {@code file} without the blanks around it; null without a file. */
    static @Nullable String read(@Nullable Path file) {
        if (file == null) {
            return null;
        }
        try {
            String token = Files.readString(file).strip();
            if (token.length() >= FEWEST_CHARS && token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                return token;
            }
            throw refused(file + ": no token (expected: at least " + FEWEST_CHARS + " characters of visible ASCII)");
        } catch (IOException unreadable) {
            throw refused(file + ": cannot be read: " + unreadable.getMessage());
        }
    }

    private static CommandFailure refused(String why) {
        return new CommandFailure(
                CommandFailure.UNAVAILABLE, why, "write one, for instance: openssl rand -hex 24 > FILE");
    }
}
