package dev.trestle.filter;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Requests that filters send by themselves, by HTTP/1.1. Thread safe. */
public interface Callouts {
    /**
     * A request; owned by the callee.
     *
     * @param upstream the name of a cluster, one of whose endpoints is chosen; or {@code http://host:port}
     * @param headers with {@code :method}, {@code :path} and {@code :authority}
     * @param body possibly empty
     * @param trailers possibly none
     * @param timeout from now to the whole answer (resolution: ms)
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Request(String upstream, FieldMap headers, byte[] body, FieldMap trailers, Duration timeout) {}

    /**
     * An answer; owned by whoever gets it.
     *
     * @param headers begin with {@code :status}
     * @param body whole, possibly empty
     * @param trailers possibly none
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Answer(FieldMap headers, byte[] body, FieldMap trailers) {}

    /** Who waits for an answer. */
    @FunctionalInterface
    interface Listener {
        /** The call ended: null for one that failed, whatever the reason. Once, and never after it was cancelled. */
        void onAnswer(@Nullable Answer answer);
    }

    /**
     * Sends a request.
     *
     * @param loop where {@code listener} is told, never before this has returned
     * @return what cancels it, on that loop; null if there is no such upstream, in which case the listener is never told
     */
    @Nullable
    Runnable send(Executor loop, Request request, Listener listener);

    /** For where nothing may be sent: there are no upstreams. */
    static Callouts none() {
        return (loop, request, listener) -> null;
    }
}
