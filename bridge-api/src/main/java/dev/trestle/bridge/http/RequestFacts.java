package dev.trestle.bridge.http;

import org.jspecify.annotations.Nullable;

/** What is known of a request besides what its client has written. */
@FunctionalInterface
public interface RequestFacts {
    /** The request's correlation id: {@code x-request-id} of the client, or made here. */
    String requestId();

    /** The trace that a call made for it belongs to: the call's parent is this one's span. Null for none. */
    default @Nullable TraceContext trace() {
        return null;
    }
}
