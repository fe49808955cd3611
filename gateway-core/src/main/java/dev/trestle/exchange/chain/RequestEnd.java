package dev.trestle.exchange.chain;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.filter.FieldMap;
import dev.trestle.filter.Rest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Behind the last filter: makes of what is left the request that the codec gets. A codec that wants whole bodies gets head, body and end
 * at once, with the length the body has now; its body is kept for further attempts.
 */
final class RequestEnd implements Step {
    private final FilterChain chain;
    private final Fields fields = new Fields();
    private final RequestHead matched;
    private final BodyMode mode;
    private ByteBuf whole = Unpooled.EMPTY_BUFFER;
    private int start;
    private boolean bodiless;
    private boolean ended;
    private boolean stopped;

    RequestEnd(FilterChain chain, RequestHead matched, BodyMode mode) {
        this.chain = chain;
        this.matched = matched;
        this.mode = mode;
        fields.head(this::show);
    }

    /** How the request came: one without a body has none here either, unless a filter has given it one. */
    void came(Rest rest) {
        bodiless = rest == Rest.END;
    }

    private void show(FieldMap map) {
        boolean isPlain = chain.owner().info().connection().tlsVersion() == null;
        Heads.show(matched, isPlain ? "http" : "https", map);
    }

    /** What all lanes of requests see. */
    Fields fields() {
        return fields;
    }

    @Override
    public void onHead(Rest rest) {
        if (mode == BodyMode.STREAMED) {
            tellHead();
        }
        if (rest == Rest.END) {
            end();
        }
    }

    @Override
    public void onData(ByteBuf bytes, Rest rest) {
        if (stopped || ended) {
            bytes.release();
        } else if (mode == BodyMode.WHOLE) {
            whole = whole.isReadable() ? Unpooled.wrappedBuffer(whole, bytes) : bytes;
        } else {
            tellData(bytes);
            bytes.release();
        }
        if (rest == Rest.END) {
            end();
        }
    }

    @Override
    public void onTrailers() {
        end();
    }

    private void end() {
        ended = true;
        if (mode == BodyMode.WHOLE) {
            start = whole.readerIndex();
            tellHead();
            tellData(whole);
        }
        if (!stopped) {
            chain.owner().forwardEnd(trailers());
        }
    }

    /** Of the body as it is now; negative for one that streams, and for a request without any which never spoke of one. */
    private long length() {
        int length = whole.readableBytes();
        boolean none = length == 0 && bodiless && matched.headers().get("content-length") == null;
        return none || mode == BodyMode.STREAMED ? -1 : length;
    }

    private void tellHead() {
        if (stopped) {
            return;
        }
        if (bodiless && fields.isUnread() && !whole.isReadable()) {
            chain.owner().forwardHead(matched);
            return;
        }
        try {
            chain.owner().forwardHead(Heads.request(fields.headers(), matched, length()));
        } catch (FailureException invalid) {
            chain.failed(chain.size() - 1, Failure.FILTER_FAILED, invalid.detail());
        }
    }

    private void tellData(ByteBuf bytes) {
        if (!stopped && bytes.isReadable()) {
            chain.owner().forwardData(bytes);
        }
    }

    Headers trailers() {
        return fields.lastTrailers();
    }

    /** The whole body, lent. */
    ByteBuf whole() {
        return whole.readerIndex(start);
    }

    /** Whether all of it has gone on. */
    boolean hasEnded() {
        return ended;
    }

    /** The request goes no further. */
    void stop() {
        stopped = true;
    }

    void close() {
        stop();
        whole.release();
        whole = Unpooled.EMPTY_BUFFER;
    }
}
