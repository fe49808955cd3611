package dev.trestle.bridge;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;

/**
 * Everything a bridge may do. All calls happen on the exchange's event loop; calls after the exchange has ended are no-ops
 * (buffers given to them are released).
 */
public interface BridgeExchange {
    /** Who and what this exchange is. */
    ExchangeInfo info();

    /** The time left until the exchange's deadline; zero or less once it has passed (resolution: ms). */
    Duration timeLeft();

    /** The allocator to use for everything sent or replied. */
    ByteBufAllocator allocator();

    /** Queues bytes for the upstream; the first call takes a connection. Given away. */
    void send(ByteBuf bytes);

    /** FIN after what is queued. The connection is never pooled again. */
    void halfClose();

    /** The upstream will not answer what was sent: its connection is clean once the bytes are written. For one-way calls. */
    void expectNoReply();

    /** The whole reply; ends the exchange once everything sent before is written. Given away. */
    void reply(HttpReply whole);

    /** Starts a streamed reply. */
    void replyHead(int status, Headers headers);

    /** A piece of a streamed reply. Given away. */
    void replyData(ByteBuf data);

    /** Ends a streamed reply and the exchange. */
    void replyEnd(Headers trailers);

    /** Ends the exchange with problem+json before the reply's head is out, with a stream reset after. */
    void fail(Failure failure, String detail);

    /** Holds further hooks until {@link Pause#resume()}. The deadline goes on. */
    Pause pause();

    /** A hold on an exchange. */
    interface Pause {
        /** Lets the exchange go on; from any thread, once. */
        void resume();
    }
}
