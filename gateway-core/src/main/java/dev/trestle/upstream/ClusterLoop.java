package dev.trestle.upstream;

/** A cluster as one event loop sees it: its own pool and picker, no locks. Used on that loop only. */
public interface ClusterLoop {
    /** An id for a new exchange, unique among those that may still be in flight from this loop. */
    long nextExchangeId();

    /**
     * Picks an endpoint and takes a share of one of its connections, opening one if need be.
     *
     * @return cancels the wait; a no-op once {@code onAcquired} or {@code onFailure} was called
     */
    Cancellable acquire(long exchangeId, UpstreamListener listener);

    /**
     * Picks an endpoint and opens a connection that nobody else uses. Where an endpoint cannot be reached, the next is tried.
     *
     * @return gives up; a no-op once {@code onConnected} or {@code onFailure} was called
     */
    Cancellable dial(DialListener listener);

    /** How many endpoints are known. */
    int endpoints();

    /** Something that can be given up. */
    @FunctionalInterface
    interface Cancellable {
        /** Gives it up. */
        void cancel();
    }
}
