package dev.trestle.exchange;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FieldError;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.route.Route;
import java.util.List;

/** How an attempt ended. */
sealed interface Outcome {
    /** The bridge replied. */
    record Replied(HttpReply reply) implements Outcome {}

    /** The bridge finished the reply it had started to stream. */
    record Streamed(Headers trailers) implements Outcome {}

    /**
     * It failed.
     *
     * @param nothingWritten whether provably no byte of it reached the upstream
     */
    record Failed(Failure failure, String detail, List<FieldError> errors, boolean nothingWritten) implements Outcome {
        static Failed of(Failure failure, String detail) {
            return new Failed(failure, detail, List.of(), false);
        }

        /** What a client may want to know besides. */
        Headers headers() {
            return switch (failure) {
                case POOL_EXHAUSTED, DRAINING, OVERLOADED -> Headers.of("Retry-After", "1");
                default -> Headers.empty();
            };
        }

        /** Whether one more attempt is worth it after so many. */
        boolean mayRetry(Route.Policy policy, int attempts) {
            return failure.isTransient() && attempts <= policy.maxRetries() && (nothingWritten || policy.idempotent());
        }
    }
}
