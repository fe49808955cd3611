package dev.trestle.bridge.scaffold;

/** A description that cannot be read: what is wrong in one line, and what to do next in another. Carries no stack trace. */
public final class InterfaceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String next;

    /** What is wrong, and what to do about it. */
    public InterfaceException(String message, String next) {
        super(message, null, false, false);
        this.next = next;
    }

    /** What to do about it. */
    public String next() {
        return next;
    }
}
