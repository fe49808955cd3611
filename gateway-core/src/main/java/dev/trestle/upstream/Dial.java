package dev.trestle.upstream;

import dev.trestle.bridge.http.Failure;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The way to a connection of one's own: the endpoints tried so far. On its event loop only. */
final class Dial implements ClusterLoop.Cancellable {
    private final LoopPool.Setup setup;
    private final DialListener listener;
    private int tried;
    private boolean over;
    private @Nullable Collection<Dial> queue;
    private @Nullable Future<?> timeout;

    Dial(LoopPool.Setup setup, DialListener listener) {
        this.setup = setup;
        this.listener = listener;
    }

    boolean isOver() {
        return over;
    }

    /** Counts a further try, of at most one for each endpoint. */
    boolean mayTry(int endpoints) {
        return tried++ < endpoints;
    }

    /** No endpoint is known yet; it stands in {@code joined} for the acquire timeout at most. */
    void await(Collection<Dial> joined) {
        queue = joined;
        long millis = setup.config().pool().acquireTimeout().toMillis();
        String detail = "cluster " + setup.cluster() + ": no endpoint was known within " + millis + " ms";
        timeout = setup.loop().schedule(() -> fail(Failure.NO_ENDPOINT, detail), millis, TimeUnit.MILLISECONDS);
    }

    void onConnected(Endpoint endpoint, Channel connection) {
        if (over) {
            var unused = connection.close();
            return;
        }
        end();
        listener.onConnected(endpoint, connection);
    }

    /** The endpoint it has reached is to be left. */
    void onLeaving() {
        listener.onLeaving();
    }

    void fail(Failure failure, String detail) {
        if (!over) {
            end();
            listener.onFailure(failure, detail);
        }
    }

    @Override
    public void cancel() {
        end();
    }

    private void end() {
        over = true;
        if (queue != null) {
            queue.remove(this);
            queue = null;
        }
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
    }
}
