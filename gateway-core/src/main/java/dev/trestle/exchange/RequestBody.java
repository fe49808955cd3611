package dev.trestle.exchange;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.http.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufHolder;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/**
 * The body of a request on its way to the bridge: gathered whole within its limit, or handed on piece by piece as the reader
 * asks for more. One thread.
 */
final class RequestBody implements CoreSubscriber<Object> {
    private final BodyMode mode;
    private final int maxBytes;
    private final ByteBufAllocator allocator;
    private final BodyMemory memory;
    private final Reader reader;
    private @Nullable Subscription source;
    private ByteBuf whole = Unpooled.EMPTY_BUFFER;
    private int start;
    private Headers trailers = Headers.empty();
    private long bytes;
    private long held;
    private boolean over;

    /** Who reads a body. */
    interface Reader {
        /** A piece (streamed) or the whole of it; lent. Not called for an empty body. */
        void onBody(ByteBuf data);

        /** The body is complete. */
        void onBodyEnd(Headers trailers);

        /** It is larger than its limit; nothing follows. */
        void onBodyTooLarge();

        /** There is no room for it beside all others; nothing follows. */
        void onNoRoom();

        /** It could not be read: the client went away or took too long; nothing follows. */
        void onBodyError(Throwable reason);
    }

    RequestBody(BodyMode mode, int maxBytes, ByteBufAllocator allocator, BodyMemory memory, Reader reader) {
        this.mode = mode;
        this.maxBytes = maxBytes;
        this.allocator = allocator;
        this.memory = memory;
        this.reader = reader;
    }

    /** Bytes that came so far. */
    long bytes() {
        return bytes;
    }

    /** The whole body for a further attempt, whatever the one before has read of it; lent until {@link #release}. */
    ByteBuf whole() {
        return whole.readerIndex(start);
    }

    /** What came after it. */
    Headers trailers() {
        return trailers;
    }

    /** Asks for the next piece; whole bodies ask by themselves. */
    void more() {
        Subscription subscription = source;
        if (subscription != null && !over) {
            subscription.request(1);
        }
    }

    /** Nobody reads on. */
    void release() {
        if (!over) {
            stop();
        }
        whole.release();
        whole = Unpooled.EMPTY_BUFFER;
        memory.giveBack(held);
        held = 0;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        source = subscription;
        subscription.request(mode == BodyMode.WHOLE ? Long.MAX_VALUE : 1);
    }

    @Override
    public void onNext(Object message) {
        if (over) {
            return;
        }
        switch (message) {
            case ByteBufHolder content -> onPiece(content.content(), message instanceof LastHttpContent);
            case RequestTrailers after -> {
                trailers = after.fields();
                more();
            }
            default -> throw new IllegalStateException(message.getClass() + " in a request's body");
        }
    }

    private void onPiece(ByteBuf piece, boolean last) {
        bytes += piece.readableBytes();
        if (bytes > maxBytes) {
            stop();
            reader.onBodyTooLarge();
        } else if (mode == BodyMode.WHOLE) {
            gather(piece, last);
        } else if (piece.isReadable()) {
            reader.onBody(piece);
        } else {
            more();
        }
    }

    /** What came in one piece is kept as it came; pieces are copied together, since each may hold far more memory than it has bytes. */
    private void gather(ByteBuf piece, boolean last) {
        int length = piece.readableBytes();
        if (length == 0) {
            return;
        }
        if (!memory.take(length)) {
            stop();
            reader.onNoRoom();
            return;
        }
        held += length;
        if (last && held == length) {
            whole = piece.retain();
            return;
        }
        if (held == length) {
            whole = allocator.buffer(length, maxBytes);
        }
        whole.writeBytes(piece, piece.readerIndex(), length);
    }

    private void stop() {
        over = true;
        Subscription subscription = source;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public void onError(Throwable reason) {
        if (!over) {
            over = true;
            reader.onBodyError(reason);
        }
    }

    @Override
    public void onComplete() {
        if (!over) {
            over = true;
            start = whole.readerIndex();
            if (whole.isReadable()) {
                reader.onBody(whole);
            }
            reader.onBodyEnd(trailers);
        }
    }
}
