package dev.trestle.exchange.chain;

import dev.trestle.bridge.http.Failure;
import dev.trestle.filter.Flow;
import dev.trestle.filter.HttpFilter;
import dev.trestle.filter.Rest;

/** The two directions of an exchange: the hooks of each, and how each fails. */
enum Way {
    /** From the client. */
    REQUEST(Failure.FILTER_FAILED, Failure.BODY_TOO_LARGE) {
        @Override
        Flow headers(HttpFilter filter, Rest rest) {
            return filter.onRequestHeaders(rest);
        }

        @Override
        Flow data(HttpFilter filter, Rest rest) {
            return filter.onRequestData(rest);
        }

        @Override
        Flow trailers(HttpFilter filter) {
            return filter.onRequestTrailers();
        }
    },
    /** To the client. */
    REPLY(Failure.REPLY_FILTER_FAILED, Failure.REPLY_TOO_LARGE) {
        @Override
        Flow headers(HttpFilter filter, Rest rest) {
            return filter.onReplyHeaders(rest);
        }

        @Override
        Flow data(HttpFilter filter, Rest rest) {
            return filter.onReplyData(rest);
        }

        @Override
        Flow trailers(HttpFilter filter) {
            return filter.onReplyTrailers();
        }
    };

    private final Failure broken;
    private final Failure tooLarge;

    Way(Failure broken, Failure tooLarge) {
        this.broken = broken;
        this.tooLarge = tooLarge;
    }

    abstract Flow headers(HttpFilter filter, Rest rest);

    abstract Flow data(HttpFilter filter, Rest rest);

    abstract Flow trailers(HttpFilter filter);

    /** A filter threw. */
    Failure broken() {
        return broken;
    }

    /** A filter holds more than it may. */
    Failure tooLarge() {
        return tooLarge;
    }
}
