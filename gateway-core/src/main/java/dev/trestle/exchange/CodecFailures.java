package dev.trestle.exchange;

import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a codec throws, as the outcome of its attempt. One line in the log, the stack trace at DEBUG, nothing of it to the client. */
final class CodecFailures {
    private static final Logger LOG = LoggerFactory.getLogger(CodecFailures.class);

    private CodecFailures() {}

    /** A failure that the codec names is that; anything else is {@code otherwise}. */
    static Outcome.Failed of(Throwable reason, Failure otherwise, Route route) {
        if (reason instanceof FailureException known) {
            return new Outcome.Failed(known.failure(), known.detail(), known.errors(), false);
        }
        LOG.warn("route {}: codec failed: {}", route.id(), reason.toString());
        LOG.debug("route {}: codec failed", route.id(), reason);
        return Outcome.Failed.of(otherwise, "the codec of route " + route.id() + " failed");
    }

    /** Closes a bridge, whatever it throws. */
    static void close(Bridge bridge, Route route) {
        try {
            bridge.close();
        } catch (Throwable reason) {
            LOG.warn("route {}: codec failed in close: {}", route.id(), reason.toString());
            LOG.debug("route {}: codec failed in close", route.id(), reason);
        }
    }
}
