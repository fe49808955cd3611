package dev.trestle.exchange.chain;

import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.filter.Rest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** Before the first filter: makes of what is left the reply that the client gets, whole or streamed as it came from the codec. */
final class ReplyEnd implements Step {
    private final FilterChain chain;
    private final Fields fields = new Fields();
    /** What a whole reply was before the filters changed it; null for a streamed one. */
    private @Nullable HttpReply original;

    private ByteBuf whole = Unpooled.EMPTY_BUFFER;

    ReplyEnd(FilterChain chain) {
        this.chain = chain;
    }

    /** What all lanes of replies see. */
    Fields fields() {
        return fields;
    }

    /** A whole reply is on its way. */
    void expect(HttpReply reply) {
        expect(reply.status(), reply.headers());
        original = reply;
    }

    /** A streamed one is. */
    void expect(int status, Headers headers) {
        original = null;
        fields.clearTrailers();
        fields.head(map -> Heads.show(status, headers, map));
    }

    @Override
    public void onHead(Rest rest) {
        chain.replySeenBy(-1);
        if (original == null) {
            try {
                chain.owner().respondHead(Heads.status(fields.headers()), Heads.headers(fields.headers()));
            } catch (FailureException invalid) {
                chain.failed(0, invalid.failure(), invalid.detail());
                return;
            }
        }
        if (rest == Rest.END) {
            end();
        }
    }

    @Override
    public void onData(ByteBuf bytes, Rest rest) {
        if (original == null) {
            chain.owner().respondData(bytes);
        } else {
            whole = whole.isReadable() ? Unpooled.wrappedBuffer(whole, bytes) : bytes;
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
        HttpReply before = original;
        if (chain.isOver()) {
            return;
        }
        if (before == null) {
            chain.owner().respondEnd(fields.lastTrailers());
            return;
        }
        ByteBuf body = whole;
        if (fields.isUnread() && isSame(body, before.body())) {
            whole = Unpooled.EMPTY_BUFFER;
            chain.owner().respond(before);
            return;
        }
        try {
            int status = Heads.status(fields.headers());
            whole = Unpooled.EMPTY_BUFFER;
            chain.owner().respond(before.with(status, Heads.headers(fields.headers()), body));
        } catch (FailureException invalid) {
            chain.failed(0, invalid.failure(), invalid.detail());
        }
    }

    @SuppressWarnings("ReferenceEquality") // what was put back is another buffer, even with the same bytes
    private static boolean isSame(ByteBuf one, ByteBuf other) {
        return one == other;
    }

    /** What is left of a reply is dropped. */
    void close() {
        whole.release();
        whole = Unpooled.EMPTY_BUFFER;
    }
}
