package dev.trestle.wasm.engine;

/** A module that is not loaded; the message says why, and what was expected instead. */
public final class ModuleException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A module refused for {@code reason}. */
    public ModuleException(String reason) {
        super(reason);
    }

    /** A module refused for {@code reason}, found by the engine. */
    public ModuleException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
