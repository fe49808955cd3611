package dev.trestle.upstream;

import dev.trestle.bridge.Frame;
import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Heartbeat;
import dev.trestle.bridge.Wire;
import dev.trestle.bridge.WireWriter;
import dev.trestle.bridge.http.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.collection.LongObjectHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: connecting, ready, draining, closed. Cuts what it receives into frames and hands each to its exchange. Writes
 * of one turn of the event loop leave in one flush. On its event loop only.
 */
final class UpstreamConnection extends ChannelInboundHandlerAdapter implements WireWriter {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamConnection.class);
    private static final int MAX_ABANDONED = 4096;

    private final EndpointPool pool;
    private final Wire wire;
    private final boolean exclusive;
    private final LongObjectHashMap<Share> shares = new LongObjectHashMap<>(8);
    private final LongObjectHashMap<Boolean> abandoned = new LongObjectHashMap<>(8);
    private final @Nullable Heartbeat heartbeat;

    private @Nullable Channel channel;
    private ByteBuf received = Unpooled.EMPTY_BUFFER;
    private int wanted = 1;
    private @Nullable Share only;
    private boolean ready;
    private boolean draining;
    private boolean closed;
    private boolean broken;
    private boolean served;
    private boolean flushing;
    private boolean scanning;
    private int flushes;
    private long lastReadNanos = System.nanoTime();
    private long lastWriteNanos = lastReadNanos;
    private long unansweredSinceNanos;

    UpstreamConnection(EndpointPool pool, Wire wire) {
        this.pool = pool;
        this.wire = wire;
        this.exclusive = pool.maxExchanges() == 1;
        this.heartbeat = wire.heartbeat();
    }

    // ---- what its pool asks ----

    int inFlight() {
        return exclusive ? only == null ? 0 : 1 : shares.size();
    }

    boolean isDraining() {
        return draining;
    }

    /** Whether it can carry one more exchange with this id. */
    boolean takes(long exchangeId) {
        if (draining || closed || !current().isActive()) {
            return false;
        }
        return exclusive
                ? only == null && !received.isReadable()
                : shares.size() < pool.maxExchanges()
                        && !shares.containsKey(exchangeId)
                        && !abandoned.containsKey(exchangeId);
    }

    void attach(long exchangeId, UpstreamListener listener) {
        Share share = new Share(this, exchangeId, listener, served);
        served = true;
        if (exclusive) {
            only = share;
        } else {
            shares.put(exchangeId, share);
        }
        pool.onAttached();
        listener.onAcquired(share);
    }

    Endpoint endpoint() {
        return pool.endpoint();
    }

    // ---- what a share asks ----

    @Override
    public void write(ByteBuf bytes) {
        var unused = current().write(bytes, current().voidPromise());
        flushSoon();
    }

    void whenWritten(Share share, Runnable done) {
        flushNow();
        current().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess() && share.isOpen()) {
                done.run();
            }
        });
    }

    void shutdownOutput() {
        draining = true;
        flushNow();
        current().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess() && current() instanceof DuplexChannel duplex) {
                var unused = duplex.shutdownOutput();
            }
        });
    }

    boolean writable() {
        return current().isWritable();
    }

    void reading(boolean on) {
        if (exclusive) {
            current().config().setAutoRead(on);
        }
    }

    int flushes() {
        return flushes;
    }

    /** The share ended and nothing more is owed to it. */
    void release(Share share) {
        detach(share);
        if (draining) {
            closeWhenIdle();
        } else if (!scanning) {
            checkLeftover();
            pool.serveWaiters();
        }
    }

    /** The share ended and its reply may still come. */
    void abandon(Share share) {
        detach(share);
        if (exclusive) {
            close("its exchange was given up");
            return;
        }
        abandoned.put(share.exchangeId(), Boolean.TRUE);
        if (abandoned.size() > MAX_ABANDONED) {
            drain();
        } else if (draining) {
            closeWhenIdle();
        }
    }

    private void detach(Share share) {
        if (exclusive) {
            only = null;
            current().config().setAutoRead(true);
        } else {
            shares.remove(share.exchangeId());
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
        if (!draining) {
            draining = true;
            pool.onDraining();
        }
        closeWhenIdle();
    }

    @Override
    public void close(String reason) {
        if (!closed) {
            LOG.debug("{}: closing: {}", pool.endpoint(), reason);
            end(Failure.UPSTREAM_CLOSED, "the connection was closed: " + reason);
        }
    }

    private void closeWhenIdle() {
        if (inFlight() == 0) {
            close("drained");
        }
    }

    // ---- the channel ----

    private Channel current() {
        return Objects.requireNonNull(channel, "channel");
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        scheduleTick();
        wire.onConnect(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (closed) {
            bytes.release();
            return;
        }
        lastReadNanos = System.nanoTime();
        unansweredSinceNanos = 0;
        received = append(bytes);
        if (received.readableBytes() >= wanted) {
            scan(false);
        }
    }

    private ByteBuf append(ByteBuf bytes) {
        if (!received.isReadable()) {
            received.release();
            return bytes;
        }
        int total = received.readableBytes() + bytes.readableBytes();
        ByteBuf whole = received;
        if (received.maxWritableBytes() < bytes.readableBytes() || received.isReadOnly() || received.refCnt() > 1) {
            int capacity = current().alloc().calculateNewCapacity(Math.max(total, wanted), Integer.MAX_VALUE);
            whole = current().alloc().buffer(capacity).writeBytes(received);
            received.release();
        } else if (received.writableBytes() < bytes.readableBytes()) {
            whole = current()
                    .alloc()
                    .buffer(Math.max(total * 2, Math.min(wanted, 1 << 20)))
                    .writeBytes(received);
            received.release();
        }
        whole.writeBytes(bytes);
        bytes.release();
        return whole;
    }

    /** Hands on every whole frame; {@code atEnd} after the upstream's FIN. */
    private void scan(boolean atEnd) {
        scanning = true;
        boolean more = true;
        while (more && !closed && received.isReadable()) {
            more = switch (atEnd ? wire.scanAtEnd(received) : wire.scan(received)) {
                case FrameScan.Incomplete incomplete -> {
                    wanted = received.readableBytes() + Math.max(1, incomplete.bytesMissing());
                    yield false;
                }
                case FrameScan.Whole whole -> {
                    wanted = 1;
                    deliver(received.readSlice(whole.length()), whole.exchangeId());
                    yield true;
                }
                case FrameScan.Control control -> {
                    wanted = 1;
                    wire.onControl(new Frame(received.readSlice(control.length()), 0), this);
                    yield true;
                }
                case FrameScan.Malformed malformed -> {
                    onMalformed(malformed.reason(), atEnd);
                    yield false;
                }
            };
        }
        scanning = false;
        if (closed || !received.isReadable()) {
            received.release();
            received = Unpooled.EMPTY_BUFFER;
            wanted = 1;
        }
        if (!closed && ready && !draining) {
            pool.serveWaiters();
        }
    }

    private void deliver(ByteBuf bytes, long exchangeId) {
        Share share = exclusive ? only : shares.get(exchangeId);
        if (share != null) {
            share.listener().onFrame(new Frame(bytes, exchangeId));
        } else if (exclusive) {
            close("a frame that nobody waits for");
        } else {
            abandoned.remove(exchangeId);
        }
    }

    private void onMalformed(String reason, boolean atEnd) {
        if (atEnd && exclusive) {
            received.skipBytes(received.readableBytes());
            return;
        }
        LOG.warn("cluster {}: {} sent a malformed frame: {}", pool.setup().cluster(), pool.endpoint(), reason);
        end(Failure.UPSTREAM_MALFORMED, "the upstream sent bytes that are not a frame of its protocol");
    }

    /** An idle exclusive connection may hold part of a control frame; a whole frame in it was never asked for. */
    private void checkLeftover() {
        if (exclusive && received.isReadable() && received.readableBytes() >= wanted) {
            scan(false);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Share share = only;
        if (share != null) {
            share.listener().onWritable(context.channel().isWritable());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        broken = true;
        LOG.debug("{}: {}", pool.endpoint(), cause.toString());
        var unused = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (closed) {
            return;
        }
        if (!broken) {
            scan(true);
        }
        Share share = only;
        if (!closed && !broken && share != null) {
            only = null;
            pool.onDetached();
            closed = true;
            gone();
            share.ended();
            share.listener().onEnd();
            return;
        }
        if (!closed) {
            end(Failure.UPSTREAM_CLOSED, broken ? "the upstream reset the connection" : "the upstream closed");
        }
    }

    private void end(Failure failure, String detail) {
        closed = true;
        List<Share> left = new ArrayList<>(shares.values());
        shares.clear();
        Share share = only;
        only = null;
        if (share != null) {
            left.add(share);
        }
        gone();
        var unused = current().close();
        for (Share each : left) {
            pool.onDetached();
            boolean unsent = each.nothingWritten();
            each.ended();
            current()
                    .eventLoop()
                    .execute(() ->
                            each.listener().onFailure(new UpstreamListener.UpstreamFailure(failure, detail, unsent)));
        }
    }

    private void gone() {
        if (!scanning) {
            received.release();
            received = Unpooled.EMPTY_BUFFER;
        }
        if (ready) {
            pool.onClosed(this);
        } else {
            pool.onNeverReady("closed the connection before it was ready");
        }
    }

    // ---- flushing, heartbeats, idleness ----

    private void flushSoon() {
        if (!flushing) {
            flushing = true;
            current().eventLoop().execute(this::flushNow);
        }
    }

    private void flushNow() {
        if (flushing) {
            flushing = false;
            flushes++;
            lastWriteNanos = System.nanoTime();
            current().flush();
        }
    }

    private void scheduleTick() {
        long idleMillis = pool.setup().config().pool().idleTimeout().toMillis();
        long beatMillis = heartbeat == null ? idleMillis : heartbeat.interval().toMillis();
        long period = Math.clamp(Math.min(idleMillis, beatMillis) / 2, 10, 30_000);
        var unused = current().eventLoop().schedule(this::tick, period, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        if (closed) {
            return;
        }
        long now = System.nanoTime();
        long quiet = now - Math.max(lastReadNanos, lastWriteNanos);
        if (heartbeat != null && ready) {
            beat(heartbeat, now);
        }
        if (!closed
                && inFlight() == 0
                && quiet >= pool.setup().config().pool().idleTimeout().toNanos()) {
            close("idle");
        }
        if (!closed) {
            scheduleTick();
        }
    }

    private void beat(Heartbeat beat, long now) {
        if (unansweredSinceNanos != 0
                && now - unansweredSinceNanos >= beat.timeout().toNanos()) {
            LOG.warn("cluster {}: {} does not answer heartbeats", pool.setup().cluster(), pool.endpoint());
            end(Failure.UPSTREAM_CLOSED, "the upstream stopped answering heartbeats");
        } else if (now - lastWriteNanos >= beat.interval().toNanos()) {
            unansweredSinceNanos = unansweredSinceNanos == 0 ? now : unansweredSinceNanos;
            write(beat.ping().get());
        }
    }
}
