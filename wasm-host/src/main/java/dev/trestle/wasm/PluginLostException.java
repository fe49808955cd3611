package dev.trestle.wasm;

/** A plugin's instance broke off, is starting again after it did, or could not start. No stack trace: a value of the fast side. */
public final class PluginLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Lost for {@code reason}, which is for the log. */
    public PluginLostException(String reason) {
        super(reason, null, false, false);
    }

    /** Why. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
