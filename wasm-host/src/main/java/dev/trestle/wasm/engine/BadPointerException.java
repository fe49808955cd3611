package dev.trestle.wasm.engine;

/** A guest handed out a pointer that does not point into its memory. A value on the fast side: no stack trace. */
public final class BadPointerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadPointerException() {
        super("a pointer outside of the guest's memory", null, false, false);
    }
}
