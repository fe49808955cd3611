package dev.trestle.upstream;

import dev.trestle.bridge.Frame;
import dev.trestle.bridge.http.Failure;

/**
 * One exchange as its cluster sees it. Called on the exchange's event loop, never from inside one of its own calls except
 * {@link #onAcquired}, which {@code acquire} may call before it returns.
 */
public interface UpstreamListener {
    /** A share of a connection is there. */
    void onAcquired(UpstreamShare share);

    /** One whole frame of this exchange; lent. */
    void onFrame(Frame frame);

    /** The upstream's FIN, at a frame boundary or after {@code scanAtEnd}; no further frames. The share is gone. */
    void onEnd();

    /** The share, or the wait for one, has ended; nothing further is called. */
    void onFailure(UpstreamFailure failure);

    /** The connection's buffer was full and has room again. */
    void onRoom();

    /**
     * Why a share, or the wait for one, ended.
     *
     * @param failure its kind
     * @param detail for the log and the client; no internals
     * @param nothingWritten whether provably no byte of this exchange reached the socket
     */
    record UpstreamFailure(Failure failure, String detail, boolean nothingWritten) {}
}
