package dev.trestle.tcp;

import dev.trestle.bridge.http.Failure;
import dev.trestle.filter.ClosedBy;
import dev.trestle.filter.ConnectionInfo;
import dev.trestle.filter.Rest;
import dev.trestle.filter.UpstreamInfo;
import dev.trestle.upstream.ClusterLoop;
import dev.trestle.upstream.DialListener;
import dev.trestle.upstream.Endpoint;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client and its endpoint: accepted, admitted by its filters, connecting, open, over. Bytes go from one side to the other as they
 * come; the side they come from is not read from while the other is full, or a filter between them, so that what is held is bounded. On
 * its event loop only.
 */
final class TcpConnection implements Side.Owner, DialListener, Chain.Owner {
    /** Looks in an idle timeout, which is so kept to a quarter. */
    private static final int TICKS = 4;

    private final TcpTarget target;
    private final Traffic traffic;
    private final Finish finish;
    private final Side client;
    private final ClientInfo info;
    private final @Nullable Chain chain;
    private final long startMillis = System.currentTimeMillis();
    private final long startNanos = System.nanoTime();

    private ClusterLoop.@Nullable Cancellable dial;
    private @Nullable Side upstream;
    private @Nullable Endpoint endpoint;
    private @Nullable Future<?> tick;
    private long connectNanos = -1;
    private long bytesIn;
    private long bytesOut;
    private long lastProgress;
    private int quietTicks;
    private final Deque<ByteBuf> early = new ArrayDeque<>();
    private boolean earlyEnd;
    private @Nullable ConnectionEnd how;
    private @Nullable String detail;
    private boolean over;

    /** Who waits for the end of a connection. */
    @FunctionalInterface
    interface Finish {
        /** It is over. */
        void onEnd(TcpConnection connection, ConnectionSummary summary);
    }

    TcpConnection(Channel client, ClientInfo info, TcpTarget target, Traffic traffic, Finish finish) {
        this.client = new Side(client, this);
        this.info = info;
        this.chain = target.filters().isEmpty() ? null : new Chain(this);
        this.target = target;
        this.traffic = traffic;
        this.finish = finish;
    }

    void start() {
        client.channel().pipeline().addLast(client);
        nextTick();
        if (chain == null) {
            onAdmitted();
        } else {
            chain.open(target.filters(), client.channel().alloc());
        }
    }

    @Override
    public void onAdmitted() {
        dial = target.cluster().on(client.channel().eventLoop()).dial(this);
    }

    // ---- the endpoint ----

    @Override
    public void onConnected(Endpoint to, Channel channel) {
        dial = null;
        endpoint = to;
        connectNanos = System.nanoTime() - startNanos;
        Side side = new Side(channel, this);
        upstream = side;
        channel.pipeline().addLast(side);
        if (!channel.isActive()) {
            onLost(side);
            return;
        }
        for (ByteBuf bytes = early.poll(); bytes != null; bytes = early.poll()) {
            side.write(bytes);
        }
        side.flush();
        if (earlyEnd) {
            side.end();
        }
        regulate();
    }

    @Override
    public void onFailure(Failure failure, String detail) {
        dial = null;
        boolean none = failure == Failure.NO_ENDPOINT;
        close(none ? ConnectionEnd.NO_ENDPOINT : ConnectionEnd.CONNECT_FAILED, detail);
    }

    // ---- what its sides tell ----

    @Override
    public void onBytes(Side from, ByteBuf bytes) {
        if (how != null) {
            bytes.release();
            return;
        }
        count(from, bytes.readableBytes());
        pass(from, bytes, Rest.MORE);
    }

    @Override
    public void onEnd(Side from) {
        if (how == null) {
            pass(from, Unpooled.EMPTY_BUFFER, Rest.END);
            closeIfDone(from);
        }
    }

    private void pass(Side from, ByteBuf bytes, Rest rest) {
        boolean fromClient = isClient(from);
        if (chain == null && fromClient) {
            toEndpoint(bytes, rest);
        } else if (chain == null) {
            toClient(bytes, rest);
        } else if (fromClient) {
            chain.fromClient(bytes, rest);
        } else {
            chain.fromEndpoint(bytes, rest);
        }
    }

    /** With filters before it, or a transport that reads a client's last bytes unasked, the endpoint may not be there yet. */
    @Override
    public void toEndpoint(ByteBuf bytes, Rest rest) {
        Side to = upstream;
        if (how == null && to == null) {
            early.add(bytes);
            earlyEnd |= rest == Rest.END;
        } else {
            write(to, bytes, rest);
        }
    }

    @Override
    public void toClient(ByteBuf bytes, Rest rest) {
        write(client, bytes, rest);
    }

    private void write(@Nullable Side to, ByteBuf bytes, Rest rest) {
        if (how != null || to == null) {
            bytes.release();
            return;
        }
        to.write(bytes);
        if (rest == Rest.END) {
            to.end();
        }
    }

    @Override
    public void onPause(Side from) {
        Side to = other(from);
        if (to != null && how == null) {
            to.flush();
        }
    }

    @Override
    public void onOutputEnded(Side side) {
        Side to = other(side);
        closeIfDone(side);
        closeIfDone(to);
        if (how == null && side.isDone() && to != null && to.isDone()) {
            close(ConnectionEnd.CLOSED, null);
        }
    }

    /** Nothing more can happen on it, but that the transport reports just that again and again. */
    private static void closeIfDone(@Nullable Side side) {
        if (side != null && side.isDone()) {
            side.close();
        }
    }

    @Override
    public void onLost(Side side) {
        if (how != null || side.isDone()) {
            return;
        }
        Side rest = other(side);
        how = isClient(side) ? ConnectionEnd.CLIENT_RESET : ConnectionEnd.UPSTREAM_RESET;
        side.close();
        if (rest == null) {
            end();
        } else {
            // What it has not read yet may take its time; until then it counts, and may grow idle.
            rest.channel().closeFuture().addListener(closed -> end());
            rest.reset();
        }
    }

    @Override
    public void onRoom(Side side) {
        regulate();
    }

    /** Reads from each side what the other, and the filters between, have room for. */
    private void regulate() {
        Side endpointSide = upstream;
        if (how != null) {
            return;
        }
        if (endpointSide == null) {
            client.reading(chain != null && chain.asksForBytes());
            return;
        }
        client.reading(endpointSide.isWritable() && (chain == null || chain.takesFromClient()));
        endpointSide.reading(client.isWritable() && (chain == null || chain.takesFromEndpoint()));
    }

    // ---- what its filters ask and tell ----

    @Override
    public ConnectionInfo info() {
        return info;
    }

    @Override
    public String cluster() {
        return target.cluster().name();
    }

    @Override
    public @Nullable UpstreamInfo upstream() {
        return endpoint == null ? null : new UpstreamInfo(endpoint.address(), endpoint.labels());
    }

    @Override
    public void onSettled() {
        if (how != null) {
            return;
        }
        client.flush();
        if (upstream != null) {
            upstream.flush();
        }
        regulate();
    }

    /** What was passed on leaves first. */
    @Override
    public void onClosed() {
        if (how != null) {
            return;
        }
        how = ConnectionEnd.FILTER_CLOSED;
        Side endpointSide = upstream;
        client.channel().closeFuture().addListener(closed -> {
            if (endpointSide == null || !endpointSide.channel().isOpen()) {
                end();
            }
        });
        client.finish();
        if (endpointSide != null) {
            endpointSide.channel().closeFuture().addListener(closed -> {
                if (!client.channel().isOpen()) {
                    end();
                }
            });
            endpointSide.finish();
        }
    }

    @Override
    public void onFailed() {
        close(ConnectionEnd.FILTER_FAILED, null);
    }

    @SuppressWarnings("ReferenceEquality") // a side is itself
    private boolean isClient(Side side) {
        return side == client;
    }

    private @Nullable Side other(Side side) {
        return isClient(side) ? upstream : client;
    }

    private void count(Side from, int bytes) {
        if (isClient(from)) {
            bytesIn += bytes;
            traffic.onBytesIn(bytes);
        } else {
            bytesOut += bytes;
            traffic.onBytesOut(bytes);
        }
    }

    // ---- the end ----

    /** Ends it for a reason of the gateway's; what is under way is lost. Any thread. */
    void drain() {
        client.channel().eventLoop().execute(() -> close(ConnectionEnd.DRAINING, null));
    }

    private void close(ConnectionEnd why, @Nullable String more) {
        if (how == null) {
            how = why;
            detail = more;
        }
        client.close();
        if (upstream != null) {
            upstream.close();
        }
        end();
    }

    private void end() {
        ConnectionEnd ended = how;
        if (over || ended == null) {
            return;
        }
        over = true;
        if (tick != null) {
            tick.cancel(false);
        }
        if (dial != null) {
            dial.cancel();
        }
        early.forEach(ByteBuf::release);
        early.clear();
        ConnectionSummary summary = summary(ended);
        if (chain == null) {
            finish.onEnd(this, summary);
        } else {
            chain.close(
                    closedBy(client, ended == ConnectionEnd.CLIENT_RESET),
                    upstream == null ? null : closedBy(upstream, ended == ConnectionEnd.UPSTREAM_RESET),
                    () -> finish.onEnd(this, summary));
        }
    }

    private static ClosedBy closedBy(Side side, boolean reset) {
        return reset || side.inputEnded() ? ClosedBy.PEER : ClosedBy.GATEWAY;
    }

    private ConnectionSummary summary(ConnectionEnd ended) {
        return new ConnectionSummary(
                startMillis,
                info.text(),
                target.listener(),
                target.cluster().name(),
                endpoint == null ? null : endpoint.toString(),
                ended,
                detail,
                bytesIn,
                bytesOut,
                System.nanoTime() - startNanos,
                connectNanos);
    }

    private void nextTick() {
        long nanos = Math.max(1, target.idleTimeout().toNanos() / TICKS);
        tick = client.channel().eventLoop().schedule(this::onTick, nanos, TimeUnit.NANOSECONDS);
    }

    /** The tick that comes first after something moved does not count as a whole one. */
    private void onTick() {
        long progress = bytesIn + bytesOut + client.progress() + (upstream == null ? 0 : upstream.progress());
        quietTicks = progress == lastProgress ? quietTicks + 1 : 0;
        lastProgress = progress;
        if (quietTicks > TICKS) {
            close(ConnectionEnd.IDLE, null);
        } else {
            nextTick();
        }
    }
}
