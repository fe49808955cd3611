package dev.trestle.wasm.engine;

/**
 * A guest broke off in the middle of a call. Its stack and its globals are undefined from then on: the instance must not be
 * called again. Carries no stack trace, since a hostile guest could make as many of them as it likes.
 */
public final class GuestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Why a guest broke off. */
    public enum Kind {
        /** {@code unreachable}, a division by zero, an access out of bounds, a wrong indirect call. */
        TRAP,
        /** It ran longer than the watchdog allows. */
        OVERTIME,
        /** Its calls nested deeper than the thread's stack. */
        STACK,
        /** It called {@code proc_exit}. */
        EXIT
    }

    /** A guest that broke off. */
    public GuestException(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** Why. */
    public Kind kind() {
        return kind;
    }
}
