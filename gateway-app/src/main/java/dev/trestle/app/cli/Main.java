package dev.trestle.app.cli;

import dev.trestle.app.log.LogSetup;

/** The door of the process. */
public final class Main {
    private Main() {}

    /** Runs one command; its outcome is the exit code. */
    public static void main(String... args) {
        int status = CommandLines.standard().execute(args);
        LogSetup.flush();
        System.exit(status);
    }
}
