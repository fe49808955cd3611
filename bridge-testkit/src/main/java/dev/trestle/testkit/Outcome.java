package dev.trestle.testkit;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How an exchange ended.
 *
 * @param status what the client gets
 * @param headers the reply's fields; empty for failures
 * @param body the reply's body, or as much of it as was streamed before a failure
 * @param failure what failed; null for a reply that is none
 * @param detail the failure's sentence, or the reply's RPC status
 * @param errors the wrong fields of the request, as {@code field: detail}
 */
@SuppressWarnings("ArrayRecordComponent") // values of a test: never compared, never changed
public record Outcome(
        int status,
        Headers headers,
        byte[] body,
        @Nullable Failure failure,
        String detail,
        java.util.List<String> errors) {
    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return status + " " + (failure == null ? "" : failure.code() + " ") + detail + " " + errors + " " + text();
    }
}
