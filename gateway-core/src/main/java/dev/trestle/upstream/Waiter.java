package dev.trestle.upstream;

import dev.trestle.bridge.http.Failure;
import dev.trestle.upstream.UpstreamListener.UpstreamFailure;
import io.netty.util.concurrent.Future;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An exchange on its way to a share. On its event loop only. */
final class Waiter implements ClusterLoop.Cancellable {
    private final long exchangeId;
    private final UpstreamListener listener;
    private final LoopPool.Setup setup;
    private @Nullable Collection<Waiter> queue;
    private @Nullable Future<?> timeout;
    private boolean pending;
    private boolean over;
    private boolean cancelled;

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
    boolean isOver() {
        return over;
    }

    /**
     * It stands in {@code joined} until it is over, for the acquire timeout at most, which does not begin anew in another
     * queue. One for which a connection is on its way is not counted as pending.
     */
    void await(Collection<Waiter> joined, boolean onItsWay) {
        if (over) {
            return;
        }
        queue = joined;
        if (!onItsWay && !pending && !startPending()) {
            return;
        }
        if (timeout == null) {
            long millis = setup.config().pool().acquireTimeout().toMillis();
            timeout = setup.loop().schedule(() -> onTimeout(millis), millis, TimeUnit.MILLISECONDS);
        }
    }

    private boolean startPending() {
        int max = setup.config().pool().maxPendingAcquires();
        if (setup.pending().incrementAndGet() > max) {
            setup.pending().decrementAndGet();
            fail(
                    Failure.POOL_EXHAUSTED,
                    "cluster " + setup.cluster() + ": all connections are in use and " + max + " exchanges wait");
            return false;
        }
        pending = true;
        return true;
    }

    private void fail(Failure failure, String detail) {
        fail(new UpstreamFailure(failure, detail, true));
    }

    private void onTimeout(long millis) {
        String within = " within " + millis + " ms";
        if (pending) {
            fail(Failure.POOL_EXHAUSTED, "cluster " + setup.cluster() + ": no connection was free" + within);
        } else {
            fail(Failure.CONNECT_FAILED, "cluster " + setup.cluster() + ": no connection could be opened" + within);
        }
    }

    /** The wait is over, with a share or without. */
    void end() {
        over = true;
        if (pending) {
            pending = false;
            setup.pending().decrementAndGet();
        }
        if (queue != null) {
            queue.remove(this);
            queue = null;
        }
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (!over) {
            end();
        }
    }

    /** Ends the wait now and says so in a turn of its own, since the caller may be inside {@code acquire}. */
    void fail(UpstreamFailure why) {
        if (over) {
            return;
        }
        end();
        setup.loop().execute(() -> {
            if (!cancelled) {
                listener.onFailure(why);
            }
        });
    }
}
