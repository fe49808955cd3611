package dev.trestle.filter;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.HttpReply;

/**
 * Everything a filter may see and do of its exchange. On the exchange's event loop; calls after the exchange has ended are no-ops
 * (buffers given to them are released).
 */
public interface FilterExchange {
    /** Who and what this exchange is. */
    HttpInfo info();

    /**
     * The request. Its fields begin with {@code :method}, {@code :scheme}, {@code :authority} and {@code :path}; what a filter makes of
     * them the codec sees, but the route stays the one that was matched.
     */
    Message request();

    /** The reply. Its fields begin with {@code :status}; there are none until there is a reply. */
    Message reply();

    /**
     * Answers in place of the service, or in place of the reply whose head is still held. Filters before this one in the order written
     * are shown it as any reply, this one is not. Given away.
     */
    void answer(HttpReply reply);

    /** Ends the exchange with problem+json before the reply's head is out, with a stream reset after. */
    void fail(Failure failure, String detail);

    /** A request or reply on its way, as this filter may see and change it. Headers and trailers are those of all filters. */
    interface Message {
        /** Header fields, pseudo-headers first; changes count until the head was passed on. */
        FieldMap headers();

        /** The bytes that this filter has not passed on. */
        Body body();

        /** Trailer fields; may be filled as long as the end of the body was not passed on. */
        FieldMap trailers();

        /** Lets what this filter holds go on; nothing to do if it holds nothing. */
        void resume();
    }
}
