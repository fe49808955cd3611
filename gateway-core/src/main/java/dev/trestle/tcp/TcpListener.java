package dev.trestle.tcp;

import dev.trestle.upstream.EventLoops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One bound port whose connections go to a cluster. Thread safe. */
public final class TcpListener {
    private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);

    private final int number;
    private final String name;
    private final EventLoops loops;
    private final TcpTargets targets;
    private final ConnectionListener listener;
    private final Map<String, Traffic> traffic = new ConcurrentHashMap<>();
    private final Set<TcpConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean full;
    private final Channel server;

    /**
     * Binds.
     *
     * @param number by which {@code targets} knows it
     * @throws UncheckedIOException when the port cannot be bound; the message names it
     */
    public TcpListener(
            int number, InetSocketAddress address, EventLoops loops, TcpTargets targets, ConnectionListener listener) {
        this.number = number;
        this.name = address.getHostString() + ":" + address.getPort();
        this.loops = loops;
        this.targets = targets;
        this.listener = listener;
        ChannelFuture bound = loops.server()
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new Accepted())
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new UncheckedIOException(new IOException("port " + address.getPort() + " on "
                    + address.getHostString() + " cannot be bound: it is in use or not allowed"));
        }
        server = bound.channel();
    }

    /** Where it is bound. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    /** Connections that have not ended. */
    public int open() {
        return open.get();
    }

    /** What was counted, for each cluster that its connections went to. */
    public List<TcpStatus> status() {
        return traffic.entrySet().stream()
                .map(each -> each.getValue().status(name, each.getKey()))
                .toList();
    }

    /** Takes no more connections; those there are go on. */
    public void unbind() {
        server.close().awaitUninterruptibly(5_000);
    }

    /** Closes the connections there are. Returns at once. */
    public void closeConnections() {
        connections.forEach(TcpConnection::drain);
    }

    private void accept(Channel client) {
        if (!(client.remoteAddress() instanceof InetSocketAddress source)
                || !(client.localAddress() instanceof InetSocketAddress destination)) {
            // It has gone already.
            var unused = client.close();
            return;
        }
        ClientInfo info = new ClientInfo(loops.nextConnectionId(), source, destination);
        TcpTargets.Pinned pinned = targets.pin();
        TcpTarget target = pinned.target(number);
        Traffic counted = traffic.computeIfAbsent(
                target == null ? "none" : target.cluster().name(), t -> new Traffic());
        counted.onAccepted();
        ConnectionEnd refusal = target == null ? ConnectionEnd.NO_LISTENER : limited(target);
        if (target == null || refusal != null) {
            pinned.release();
            var unused = client.close();
            refused(info, target, counted, refusal == null ? ConnectionEnd.NO_LISTENER : refusal);
            return;
        }
        TcpConnection connection = new TcpConnection(client, info, target, counted, (ended, summary) -> {
            connections.remove(ended);
            open.decrementAndGet();
            pinned.release();
            tell(counted, summary);
        });
        connections.add(connection);
        connection.start();
    }

    /** Counts one more, or says that there is no room for it; the log tells when that begins. */
    private @Nullable ConnectionEnd limited(TcpTarget target) {
        if (open.incrementAndGet() <= target.maxConnections()) {
            full = false;
            return null;
        }
        open.decrementAndGet();
        if (!full) {
            full = true;
            LOG.warn("listener {}: {} connections are open, no more are taken", name, target.maxConnections());
        }
        return ConnectionEnd.LIMIT;
    }

    private void refused(ClientInfo client, @Nullable TcpTarget target, Traffic counted, ConnectionEnd why) {
        String cluster = target == null ? null : target.cluster().name();
        tell(
                counted,
                new ConnectionSummary(
                        System.currentTimeMillis(), client.text(), name, cluster, null, why, null, 0, 0, 0, -1));
    }

    /** An observer's defect is not the connection's. */
    private void tell(Traffic counted, ConnectionSummary summary) {
        counted.onEnded(summary.end());
        try {
            listener.onEnd(summary);
        } catch (RuntimeException defect) {
            LOG.error("an observer of connections failed", defect);
        }
    }

    @ChannelHandler.Sharable
    private final class Accepted extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            Channel client = context.channel();
            context.pipeline().remove(this);
            accept(client);
        }
    }
}
