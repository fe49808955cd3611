package dev.trestle.app.cli;

import dev.trestle.app.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;

/** The routes a command was pointed at. */
final class RoutesArgument {
    private RoutesArgument() {}

    /** Refuses a path where there is nothing. */
    static void requireThere(Path routes, String next) {
        if (!Files.exists(routes)) {
            throw new CommandFailure(
                    CommandFailure.UNAVAILABLE, routes + ": not there (expected: a YAML file or a directory)", next);
        }
    }
}
