package dev.trestle.exchange;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** The response of one exchange: whole or streamed, said once. Notes its status and bytes. One thread. */
final class Response {
    /** A larger reply is handed to the socket at the client's pace, and its exchange lasts as long. */
    private static final int LARGE_BYTES = 64 * 1024;

    private final ClientSide client;
    private final ExchangeLog log;
    private final BodyMemory memory;
    private final Owner owner;
    private @Nullable ReplyStream stream;
    private @Nullable HttpReply headOnly;
    private boolean begun;
    private long announced = -1;
    private long given;
    private long seenBytes;
    private long held;

    /** Whose response it is. */
    interface Owner extends ReplyStream.Flow {
        /** All of it has reached the socket. */
        void onWritten();

        /** It has not, and never will. */
        void onWriteFailed(Throwable reason);
    }

    Response(ClientSide client, ExchangeLog log, BodyMemory memory, Owner owner) {
        this.client = client;
        this.log = log;
        this.memory = memory;
        this.owner = owner;
    }

    /** Whether its head is out, so that it can only be finished or cut. */
    boolean isBegun() {
        return begun;
    }

    /** Whether a bridge has started to stream it. */
    boolean isStreaming() {
        return stream != null;
    }

    /** A piece of a streamed one. Given away. */
    void data(ByteBuf piece) {
        ReplyStream started = stream;
        if (started == null) {
            piece.release();
            return;
        }
        given += piece.readableBytes();
        if (begun && announced >= 0 && given > announced) {
            piece.release();
            cutForLength();
        } else {
            started.data(piece);
        }
    }

    /** A client that was told another length would take the next response for the rest of this one, or wait for ever. */
    private void cutForLength() {
        cut(
                Failure.UPSTREAM_MALFORMED,
                "a reply of " + given + " bytes (expected: " + announced + ", as its head says)");
    }

    /** The whole of it; dropped if it has begun. Given away. */
    void write(HttpReply reply) {
        if (begun) {
            reply.body().release();
            return;
        }
        begun = true;
        log.status = reply.status();
        log.rpcStatus = reply.rpcStatus();
        log.failure = reply.failure();
        log.mappedCode = reply.mappedCode();
        log.detail = reply.logDetail() == null ? log.detail : reply.logDetail();
        log.replyBytes = reply.body().readableBytes();
        if (reply.failure() != null || reply.mappedCode() != null) {
            client.nameRequest();
        }
        if (log.replyBytes > LARGE_BYTES && !client.mayNotAnswerWithBody(reply.status())) {
            ReplyStream pieces = new ReplyStream(false, owner);
            stream = pieces;
            held = log.replyBytes;
            memory.add(held);
            client.head(reply.status(), reply.headers(), log.replyBytes);
            client.stream(pieces, owner::onWritten, owner::onWriteFailed);
            pieces.data(reply.body());
            pieces.end();
        } else {
            client.write(reply, owner::onWritten, owner::onWriteFailed);
        }
    }

    /** Its head, with a body to follow. */
    void begin(int status, Headers headers) {
        boolean bodiless = client.mayNotAnswerWithBody(status);
        ReplyStream started = new ReplyStream(bodiless, owner);
        stream = started;
        if (bodiless) {
            // The head is the end of such a response: it waits until the bridge has come to its own.
            headOnly = new HttpReply(status, headers, Unpooled.EMPTY_BUFFER, null, "OK");
        } else {
            begun = true;
            log.status = status;
            announced = ClientSide.length(headers.get("content-length"));
            client.head(status, headers, announced);
            if (headers.get("trailer") != null) {
                client.trailersFollow();
            }
            client.stream(started, owner::onWritten, owner::onWriteFailed);
        }
    }

    /** The end of a streamed one. */
    void end(Headers trailers) {
        HttpReply withoutBody = headOnly;
        ReplyStream started = stream;
        if (withoutBody != null) {
            write(withoutBody);
        } else if (started != null && announced >= 0 && given < announced) {
            cutForLength();
        } else if (started != null) {
            client.replyTrailers(trailers);
            started.end();
        }
    }

    /** A response whose head is out ends here, and its client can tell: its connection closes, or its stream is reset. */
    void cut(Failure failure, String detail) {
        log.failure = failure;
        log.detail = detail;
        client.abort();
    }

    /** What a bridge had begun to say without a byte going out is forgotten. */
    void forget() {
        if (!begun) {
            stream = null;
            headOnly = null;
        }
    }

    /** Whether the client has taken some of it since this was asked last. */
    boolean progressed() {
        long before = seenBytes;
        seenBytes = bytes();
        return seenBytes > before;
    }

    /** Bytes of its body that were handed to the socket. */
    long bytes() {
        ReplyStream started = stream;
        return started == null ? log.replyBytes : started.bytes();
    }

    /** The exchange is over. */
    void release() {
        memory.giveBack(held);
        held = 0;
    }
}
