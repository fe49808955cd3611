package dev.trestle.exchange;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FieldError;
import dev.trestle.bridge.http.HttpReply;
import java.util.List;

/** How an attempt ended. */
sealed interface Outcome {
    /** The bridge replied. */
    record Replied(HttpReply reply) implements Outcome {}

    /** The bridge finished the reply it had started to stream. */
    record Streamed(dev.trestle.bridge.http.Headers trailers) implements Outcome {}

    /**
     * It failed.
     *
     * @param nothingWritten whether provably no byte of it reached the upstream
     */
    record Failed(Failure failure, String detail, List<FieldError> errors, boolean nothingWritten) implements Outcome {
        static Failed of(Failure failure, String detail) {
            return new Failed(failure, detail, List.of(), false);
        }
    }
}
