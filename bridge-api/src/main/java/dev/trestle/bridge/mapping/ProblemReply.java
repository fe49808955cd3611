package dev.trestle.bridge.mapping;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FieldError;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import java.util.List;

/**
 * Failures as RFC 9457 {@code application/problem+json}: {@code type} (urn:trestle:problem:CODE), {@code title}, {@code status},
 * {@code detail}, {@code code}, and {@code errors} where fields are wrong.
 */
public final class ProblemReply {
    private ProblemReply() {}

    /** The reply for {@code failure}. */
    public static HttpReply of(Failure failure, String detail, List<FieldError> errors, Headers extraHeaders) {
        throw new UnsupportedOperationException();
    }
}
