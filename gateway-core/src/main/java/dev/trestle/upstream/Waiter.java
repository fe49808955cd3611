package dev.trestle.upstream;

import dev.trestle.bridge.http.Failure;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An exchange on its way to a share. */
final class Waiter implements ClusterLoop.Cancellable {
    private final long exchangeId;
    private final UpstreamListener listener;
    private final LoopPool.Setup setup;
    private @Nullable Future<?> timeout;
    private boolean waiting;
    private boolean over;
    private boolean moved;

    Waiter(long exchangeId, UpstreamListener listener, LoopPool.Setup setup) {
        this.exchangeId = exchangeId;
        this.listener = listener;
        this.setup = setup;
    }

    long exchangeId() {
        return exchangeId;
    }

    UpstreamListener listener() {
        return listener;
    }

    /** Given up, served or failed. */
    boolean over() {
        return over;
    }

    /** True the first time: a failed connect moves a waiter to another endpoint once. */
    boolean move() {
        boolean first = !moved;
        moved = true;
        return first;
    }

    /** Begins to wait, within the limits; false when it was failed instead. */
    boolean startWaiting() {
        if (waiting) {
            return true;
        }
        int max = setup.config().pool().maxPendingAcquires();
        if (setup.pending().incrementAndGet() > max) {
            setup.pending().decrementAndGet();
            failLater(
                    Failure.POOL_EXHAUSTED,
                    "cluster " + setup.cluster() + ": all connections are in use and " + max + " exchanges wait");
            return false;
        }
        waiting = true;
        long millis = setup.config().pool().acquireTimeout().toMillis();
        timeout = setup.loop()
                .schedule(
                        () -> fail(
                                Failure.POOL_EXHAUSTED,
                                "cluster " + setup.cluster() + ": no connection was free within " + millis + " ms"),
                        millis,
                        TimeUnit.MILLISECONDS);
        return true;
    }

    /** The wait is over, with a share or without. */
    void end() {
        over = true;
        if (waiting) {
            waiting = false;
            setup.pending().decrementAndGet();
        }
        Future<?> running = timeout;
        if (running != null) {
            running.cancel(false);
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            end();
        }
    }

    void fail(Failure failure, String detail) {
        if (!over) {
            end();
            listener.onFailure(new UpstreamListener.UpstreamFailure(failure, detail, true));
        }
    }

    /** Fails in a turn of its own, since the caller is inside {@code acquire}. */
    void failLater(Failure failure, String detail) {
        setup.loop().execute(() -> fail(failure, detail));
    }
}
