package dev.trestle.wasm.engine;

/** A guest handed out a pointer that does not point into its memory. A value on the fast side: one instance, no stack trace. */
public final class BadPointerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final BadPointerException INSTANCE = new BadPointerException();

    private BadPointerException() {
        super("a pointer outside of the guest's memory", null, false, false);
    }
}
