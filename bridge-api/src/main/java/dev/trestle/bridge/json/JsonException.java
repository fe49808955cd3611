package dev.trestle.bridge.json;

/** Text that is not JSON, or more of it than allowed. Carries no stack trace. */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, with line and column. */
    public JsonException(String detail) {
        super(detail, null, false, false);
    }
}
