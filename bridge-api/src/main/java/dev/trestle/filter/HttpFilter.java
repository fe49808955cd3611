package dev.trestle.filter;

/**
 * What a filter does in one exchange. Used on one thread, never re-entered: {@link FilterExchange} does what it is told in a hook once
 * the hook has returned.
 *
 * <p>Request hooks run before the codec sees the request, in the order in which filters are written; reply hooks in the reverse
 * order. A message is shown as its head, its body in one or more pieces, its trailers if there are any. The last hook with
 * {@link Rest#END}, or the trailers', is the end. A reply may be shown before the request has ended, and one that the gateway made
 * instead of the service is shown too; a filter that has not been shown the head of a request is shown no reply.
 *
 * <p>An exception from any hook ends this exchange alone: {@code FILTER_FAILED} (500) from the request's hooks,
 * {@code REPLY_FILTER_FAILED} (502) from the reply's, its own failure for a {@code FailureException}; a stream reset once the reply's
 * head is out.
 */
public interface HttpFilter extends AutoCloseable {
    /** The head of the request. */
    default Flow onRequestHeaders(Rest rest) {
        return Flow.CONTINUE;
    }

    /** More of the request's body, or its end, perhaps with no byte: {@code body()} has all that was not passed on. */
    default Flow onRequestData(Rest rest) {
        return Flow.CONTINUE;
    }

    /** The trailers of the request, which is complete. */
    default Flow onRequestTrailers() {
        return Flow.CONTINUE;
    }

    /** Whether it is shown replies. Asked once, before the request's head is shown. */
    default boolean seesReplies() {
        return true;
    }

    /** The head of the reply. */
    default Flow onReplyHeaders(Rest rest) {
        return Flow.CONTINUE;
    }

    /** More of the reply's body, or its end, perhaps with no byte: {@code body()} has all that was not passed on. */
    default Flow onReplyData(Rest rest) {
        return Flow.CONTINUE;
    }

    /** The trailers of the reply, which is complete. */
    default Flow onReplyTrailers() {
        return Flow.CONTINUE;
    }

    /** The exchange has ended, however it did. Called exactly once. */
    @Override
    default void close() {}
}
