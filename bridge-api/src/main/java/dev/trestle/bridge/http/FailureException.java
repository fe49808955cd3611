package dev.trestle.bridge.http;

import java.util.List;

/**
 * Ends one exchange with a {@link Failure}. Thrown by a codec or by the shared mapping; carries no stack trace, since on
 * the fast side a failure is a value.
 */
public final class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Failure failure;
    private final transient List<FieldError> errors;

    /** A failure with a detail for the client; the detail must not leak internals of the service. */
    public FailureException(Failure failure, String detail) {
        this(failure, detail, List.of());
    }

    /** A failure that lists every wrong field. */
    public FailureException(Failure failure, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.failure = failure;
        this.errors = List.copyOf(errors);
    }

    /** What failed. */
    public Failure failure() {
        return failure;
    }

    /** The sentence for the client. */
    public String detail() {
        String message = getMessage();
        return message == null ? failure.title() : message;
    }

    /** The wrong fields, in the order they were found; empty for failures that have none. */
    public List<FieldError> errors() {
        return errors;
    }
}
