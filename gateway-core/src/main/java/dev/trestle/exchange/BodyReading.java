package dev.trestle.exchange;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.route.Route;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.DecoderException;
import org.jspecify.annotations.Nullable;

/** How an exchange reads the body of its request: for so long, so much of it, and what becomes of it otherwise. One thread. */
final class BodyReading implements RequestBody.Reader {
    private final HttpExchange exchange;
    private final Route route;
    private final RequestBody body;
    private Deadlines.@Nullable Deadline deadline;
    private boolean complete;

    BodyReading(HttpExchange exchange, Route route, BodyMemory memory) {
        this.exchange = exchange;
        this.route = route;
        this.body = new RequestBody(
                route.codec().requestBody(),
                route.policy().maxBodyBytes(),
                exchange.client().allocator(),
                memory,
                this);
    }

    /** Begins to read; the time runs unless all of it is there. */
    void start(ClientSide client, Deadlines deadlines) {
        client.readBody(body);
        if (!complete && !exchange.isOver()) {
            deadline = deadlines.start(client.connection().bodyTimeout().toNanos(), this::onSlowBody);
        }
    }

    /** Asks for the next piece, unless whole bodies ask by themselves. */
    void more() {
        if (!complete && route.codec().requestBody() == BodyMode.STREAMED) {
            body.more();
        }
    }

    /** As it came, for a further attempt: lent. */
    ByteBuf whole() {
        return body.whole();
    }

    /** What came after it. */
    Headers trailers() {
        return body.trailers();
    }

    /** The exchange is over: how many bytes there were. */
    long end() {
        endDeadline();
        body.release();
        return body.bytes();
    }

    private void endDeadline() {
        if (deadline != null) {
            deadline.cancel();
        }
    }

    @Override
    public void onBody(ByteBuf data) {
        exchange.onBody(data);
    }

    @Override
    public void onBodyEnd(Headers trailers) {
        complete = true;
        endDeadline();
        exchange.onBodyEnd(trailers);
    }

    @Override
    public void onBodyTooLarge() {
        exchange.refuseBody(
                Failure.BODY_TOO_LARGE,
                "the body is larger than " + route.policy().maxBodyBytes() + " bytes");
    }

    @Override
    public void onNoRoom() {
        exchange.refuseBody(Failure.OVERLOADED, "no memory is left for this body beside all others in flight");
    }

    @Override
    public void onBodyError(Throwable reason) {
        if (reason instanceof DecoderException) {
            exchange.refuseBody(Failure.BAD_REQUEST, "the body is not valid HTTP");
        } else {
            exchange.cancel();
        }
    }

    private void onSlowBody() {
        if (!exchange.isOver() && !complete) {
            exchange.refuseBody(Failure.REQUEST_TIMEOUT, "the request did not arrive in time");
        }
    }
}
