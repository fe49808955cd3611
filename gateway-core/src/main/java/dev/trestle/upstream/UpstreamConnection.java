package dev.trestle.upstream;

import dev.trestle.bridge.Frame;
import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Heartbeat;
import dev.trestle.bridge.Wire;
import dev.trestle.bridge.WireWriter;
import dev.trestle.bridge.http.Failure;
import dev.trestle.upstream.UpstreamListener.UpstreamFailure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: connecting, ready, draining, closed. Hands each frame it receives to its exchange; writes of one turn of the
 * event loop leave in one flush. On its event loop only.
 *
 * <p>An exchange is never called from inside a call of its own: what a call sets off reaches it in a later turn.
 */
final class UpstreamConnection extends ChannelInboundHandlerAdapter implements WireWriter, KeepAlive.Line {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamConnection.class);

    private final EndpointPool pool;
    private final Wire wire;
    private final FrameCutter cutter;
    private final Shares shares;
    private final Runnable flush = this::flushNow;
    private final long startNanos = System.nanoTime();

    private @Nullable Channel channel;
    private @Nullable KeepAlive keepAlive;
    private boolean ready;
    private boolean draining;
    private boolean closed;
    private boolean broken;
    private boolean finished;
    private boolean paused;
    private boolean served;
    private boolean flushing;
    private boolean cutting;
    private int flushes;

    UpstreamConnection(EndpointPool pool, Wire wire) {
        this.pool = pool;
        this.wire = wire;
        this.cutter = new FrameCutter(wire);
        this.shares = Shares.of(pool.maxExchanges(), wire, pool.setup().wire().maxExchangeId());
    }

    // ---- what its pool asks ----

    @Override
    public int inFlight() {
        return shares.size();
    }

    /** When its connect began. */
    long startNanos() {
        return startNanos;
    }

    boolean isReady() {
        return ready;
    }

    boolean isDraining() {
        return draining;
    }

    /** Whether it can carry one more exchange, and the socket takes bytes. */
    boolean hasRoom() {
        return shares.hasRoom()
                && !draining
                && !closed
                && (shares.areNamed() || inFlight() > 0 || cutter.isEmpty())
                && current().isActive()
                && current().isWritable();
    }

    /** Of several with room: the fullest, so that others grow idle; the emptiest where one exchange waits for another's reply. */
    boolean goesBefore(UpstreamConnection other) {
        int more = inFlight() - other.inFlight();
        return shares.areNamed() ? more > 0 : more < 0;
    }

    /** Whether this id is unused on it. */
    boolean isFree(long exchangeId) {
        return shares.isFree(exchangeId);
    }

    /** Starts an exchange on it, with the room and the id seen before. */
    void attach(long exchangeId, UpstreamListener listener) {
        Share share = new Share(this, exchangeId, listener, served);
        served = true;
        shares.add(share);
        pool.onAttached();
        listener.onAcquired(share);
    }

    // ---- what a share asks ----

    Endpoint endpoint() {
        return pool.endpoint();
    }

    @Override
    public void write(ByteBuf bytes) {
        var unused = current().write(bytes, current().voidPromise());
        if (!flushing) {
            flushing = true;
            current().eventLoop().execute(flush);
        }
    }

    void whenWritten(Share share, Runnable done) {
        afterWrites(() -> {
            if (share.isOpen()) {
                done.run();
            }
        });
    }

    void shutdownOutput() {
        takeNoMore();
        afterWrites(() -> {
            if (current() instanceof DuplexChannel duplex) {
                var unused = duplex.shutdownOutput();
            }
        });
    }

    private void afterWrites(Runnable action) {
        flushNow();
        current().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess()) {
                current().eventLoop().execute(action);
            }
        });
    }

    boolean isWritable() {
        return current().isWritable();
    }

    /** Stops (false) or restarts what one exchange receives; a connection that several share goes on. */
    void reading(boolean on) {
        if (!shares.isExclusive() || paused == !on) {
            return;
        }
        paused = !on;
        current().config().setAutoRead(on);
        if (on) {
            current().eventLoop().execute(this::resume);
        }
    }

    int flushes() {
        return flushes;
    }

    /** A request is written to its end: where replies come in order, the next may begin. */
    void requestEnd() {
        if (!shares.areNamed() && !shares.isExclusive() && ready && !draining && !closed) {
            pool.serveWaiters();
        }
    }

    /** The share ended and nothing more is owed to it. */
    void release(Share share) {
        shares.remove(share);
        detach();
        if (draining || finished) {
            closeWhenIdle();
        } else if (!cutting) {
            cut();
        }
    }

    /** The share ended and its reply may still come. */
    void abandon(Share share) {
        if (share.wroteNothing()) {
            release(share);
            return;
        }
        shares.abandon(share);
        detach();
        if (shares.isExclusive()) {
            close("its exchange was given up");
            return;
        }
        if (shares.isWornOut() || !current().isWritable()) {
            // Either replies are lost or the upstream has stopped reading: nobody new should wait for it.
            drain();
        } else if (draining) {
            closeWhenIdle();
        }
    }

    private void detach() {
        if (shares.size() == 0) {
            keepAlive().onUnused();
        }
        if (paused) {
            paused = false;
            current().config().setAutoRead(true);
        }
        pool.onDetached();
    }

    // ---- WireWriter ----

    @Override
    public void ready() {
        if (!ready && !closed) {
            ready = true;
            pool.onReady(this);
        }
    }

    @Override
    public void drain() {
        takeNoMore();
        closeWhenIdle();
    }

    private void takeNoMore() {
        if (!draining) {
            draining = true;
            pool.onDraining();
        }
    }

    @Override
    public void close(String reason) {
        if (!closed) {
            LOG.debug("cluster {}: {} closing: {}", pool.setup().cluster(), pool.endpoint(), reason);
            end(Failure.UPSTREAM_CLOSED, "the connection was closed: " + reason);
        }
    }

    private void closeWhenIdle() {
        if (inFlight() == 0) {
            close("drained");
        }
    }

    // ---- KeepAlive.Line ----

    @Override
    public boolean maySendHeartbeat() {
        return ready && !closed && (shares.areNamed() || inFlight() == 0);
    }

    @Override
    public void beat(Heartbeat heartbeat) {
        shares.onPing();
        write(heartbeat.ping().get());
    }

    @Override
    public void onDead() {
        LOG.warn("cluster {}: {} does not answer heartbeats", pool.setup().cluster(), pool.endpoint());
        end(Failure.UPSTREAM_CLOSED, "the upstream stopped answering heartbeats");
    }

    @Override
    public void onIdle() {
        close("idle");
    }

    // ---- the channel ----

    private KeepAlive keepAlive() {
        return Objects.requireNonNull(keepAlive, "keepAlive");
    }

    private Channel current() {
        return Objects.requireNonNull(channel, "channel");
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
        keepAlive = new KeepAlive(
                this,
                context.channel().eventLoop(),
                wire.heartbeat(),
                pool.setup().config().pool().idleTimeout().toMillis());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        keepAlive().start();
        wire.onConnect(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (closed) {
            bytes.release();
            return;
        }
        keepAlive().onRead();
        cutter.append(bytes, context.alloc());
        cut();
    }

    /** Hands on every whole frame there is. */
    private void cut() {
        cutting = true;
        try {
            while (!closed && !paused && !cutter.isEmpty() && cutter.isWorthScanning() && cutOne(cutter.next())) {}
        } finally {
            cutting = false;
            if (closed || cutter.isEmpty()) {
                cutter.clear();
            }
        }
        if (!closed && ready && !draining) {
            pool.serveWaiters();
        }
    }

    private boolean cutOne(FrameScan scan) {
        return switch (scan) {
            case FrameScan.Incomplete incomplete -> false;
            case FrameScan.Whole whole -> {
                deliver(new Frame(cutter.take(whole.length()), whole.exchangeId()));
                yield true;
            }
            case FrameScan.Control control -> {
                Frame frame = new Frame(cutter.take(control.length()), 0);
                if (shares.onControl()) {
                    wire.onControl(frame, this);
                    yield true;
                }
                close("a frame for the connection in place of a reply");
                yield false;
            }
            case FrameScan.Malformed malformed -> {
                LOG.warn(
                        "cluster {}: {} sent a malformed frame: {}",
                        pool.setup().cluster(),
                        pool.endpoint(),
                        malformed.reason());
                end(Failure.UPSTREAM_MALFORMED, "the upstream sent bytes that are not a frame of its protocol");
                yield false;
            }
        };
    }

    private void deliver(Frame frame) {
        Share share = shares.claim(frame.exchangeId());
        if (share != null) {
            share.listener().onFrame(frame);
        } else if (!shares.forget(frame.exchangeId()) && !shares.areNamed()) {
            // Taken for a reply it would be someone else's.
            close("a frame that nobody waits for");
        }
    }

    private void resume() {
        if (closed || paused) {
            return;
        }
        if (finished) {
            finish();
        } else {
            cut();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable() && !closed) {
            context.channel().eventLoop().execute(this::onRoom);
        }
    }

    private void onRoom() {
        if (closed || !current().isWritable()) {
            return;
        }
        for (Share each : shares.all()) {
            if (each.isOpen()) {
                each.listener().onRoom();
            }
        }
        if (ready && !draining) {
            pool.serveWaiters();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        broken = true;
        if (cause instanceof java.io.IOException) {
            LOG.debug("cluster {}: {}: {}", pool.setup().cluster(), pool.endpoint(), cause.toString());
        } else {
            LOG.error("cluster {}: {}: a connection failed", pool.setup().cluster(), pool.endpoint(), cause);
        }
        var unused = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        finished = true;
        if (!closed && (!paused || broken)) {
            finish();
        }
    }

    /** The upstream has closed: hands on what it sent before, but for an unfinished frame, and ends. */
    private void finish() {
        if (!broken) {
            cutAtEnd();
        }
        if (closed || paused && !broken) {
            return;
        }
        Share share = shares.isExclusive() && !broken ? shares.claim(0) : null;
        if (share == null) {
            end(Failure.UPSTREAM_CLOSED, broken ? "the upstream reset the connection" : "the upstream closed");
            return;
        }
        shares.remove(share);
        pool.onDetached();
        share.ended();
        gone("closed");
        share.listener().onEnd();
    }

    private void cutAtEnd() {
        cutting = true;
        try {
            boolean more = true;
            while (more && !closed && !paused && !cutter.isEmpty()) {
                FrameScan scan = cutter.nextAtEnd();
                boolean unfinished = shares.isExclusive() && scan instanceof FrameScan.Malformed;
                more = !unfinished && cutOne(scan);
            }
        } finally {
            cutting = false;
            if (closed) {
                cutter.clear();
            }
        }
    }

    private void end(Failure failure, String detail) {
        List<Share> left = shares.all();
        gone(detail);
        for (Share each : left) {
            UpstreamFailure told = new UpstreamFailure(failure, detail, each.nothingWritten());
            shares.remove(each);
            each.ended();
            pool.onDetached();
            current().eventLoop().execute(() -> each.listener().onFailure(told));
        }
        var unused = current().close();
    }

    private void gone(String why) {
        closed = true;
        keepAlive().stop();
        if (!cutting) {
            cutter.clear();
        }
        if (ready) {
            pool.onClosed(this);
        } else {
            pool.onNeverReady(this, why);
        }
    }

    private void flushNow() {
        if (flushing) {
            flushing = false;
            flushes++;
            keepAlive().onWrite();
            current().flush();
        }
    }
}
