package dev.trestle.app.cli;

/** The door of the process. */
public final class Main {
    private Main() {}

    /** Runs one command; its outcome is the exit code. */
    public static void main(String... args) {
        System.exit(CommandLines.standard().execute(args));
    }
}
