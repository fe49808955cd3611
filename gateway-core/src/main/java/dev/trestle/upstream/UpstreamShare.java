package dev.trestle.upstream;

import io.netty.buffer.ByteBuf;

/** One exchange's share of a connection, exclusive or one of N. Used on the exchange's event loop. */
public interface UpstreamShare {
    /** The endpoint at the other end. */
    Endpoint endpoint();

    /** Whether this connection served an exchange before. */
    boolean reused();

    /** Writes; flushed at the end of the event loop's read batch. Given away. */
    void write(ByteBuf bytes);

    /** All of the request is written: where replies come in order, the next one's may follow. */
    void requestEnd();

    /** FIN after what was written. Exclusive connections only; the connection is not used again. */
    void halfClose();

    /** Runs {@code done} once everything written so far has reached the socket; never if that fails. */
    void whenWritten(Runnable done);

    /** Whether the connection's buffer has room. */
    boolean writable();

    /** Stops (false) or restarts (true) reading; a multiplexed connection goes on, its frames are bounded. */
    void reading(boolean on);

    /** The exchange ended and the upstream owes it nothing: the share goes back. */
    void release();

    /** The exchange ended and the upstream may still answer: an exclusive connection closes, a multiplexed one drops the late frames. */
    void abandon();
}
