package dev.trestle.app;

/** Ends a command with one line that says what is wrong, one that says what to do next, and an exit code. Carries no stack trace. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The configuration has problems. */
    public static final int REFUSED = 1;
    /** The command line is wrong. */
    public static final int USAGE = 2;
    /** Something the process needs is not there: a port, a file, a server. */
    public static final int UNAVAILABLE = 3;

    /** {@code explain}: the client gets an error. */
    public static final int CLIENT_ERROR = 4;

    private final int exitCode;
    private final String next;

    /**
     * A failure.
     *
     * @param exitCode one of the constants above
     * @param message what is wrong, one line
     * @param next what to do about it, one line; empty where the message says it all
     */
    public CommandFailure(int exitCode, String message, String next) {
        super(message, null, false, false);
        this.exitCode = exitCode;
        this.next = next;
    }

    /** The process ends with this. */
    public int exitCode() {
        return exitCode;
    }

    /** What to do about it; may be empty. */
    public String next() {
        return next;
    }
}
