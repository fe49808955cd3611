package dev.trestle.upstream;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/** The event loops of the data plane, shared by listeners and clusters, so that an exchange never changes its thread. */
public final class EventLoops {
    private final LoopResources resources;
    private final EventLoopGroup group;
    private final AtomicLong connections = new AtomicLong();
    private final EventLoop[] loops;
    private final Class<? extends SocketChannel> socketChannel;

    /** {@code count} daemon threads on the best transport there is, as {@code reactor.netty.native} allows. */
    public EventLoops(int count) {
        resources = LoopResources.DEFAULT_NATIVE && Epoll.isAvailable()
                ? new EpollLoops("trestle-epoll", count)
                : LoopResources.create("trestle", 1, count, true);
        group = resources.onServer(LoopResources.DEFAULT_NATIVE);
        List<EventLoop> found = new ArrayList<>();
        for (EventExecutor executor : group) {
            found.add((EventLoop) executor);
        }
        loops = found.toArray(EventLoop[]::new);
        socketChannel = resources.onChannelClass(SocketChannel.class, group);
    }

    /** For the HTTP server, so that client connections live on these loops. */
    public LoopResources resources() {
        return resources;
    }

    /** For a listener of connections, which live on these loops too; the caller adds what is done with them, and binds. */
    public ServerBootstrap server() {
        return new ServerBootstrap()
                .group(resources.onServerSelect(LoopResources.DEFAULT_NATIVE), group)
                .channel(resources.onChannelClass(ServerSocketChannel.class, group));
    }

    /** A number for a client's connection that no other has had. Thread safe. */
    public long nextConnectionId() {
        return connections.incrementAndGet();
    }

    /** The one that runs the calling thread; null for any other thread. */
    public @Nullable EventLoop current() {
        for (EventLoop loop : loops) {
            if (loop.inEventLoop()) {
                return loop;
            }
        }
        return null;
    }

    /** One of them, for what comes from elsewhere. */
    public EventLoop any() {
        return loops[0];
    }

    /** All of them. */
    public List<ScheduledExecutorService> all() {
        return List.of(loops);
    }

    int size() {
        return loops.length;
    }

    EventLoop get(int index) {
        return loops[index];
    }

    Class<? extends SocketChannel> socketChannel() {
        return socketChannel;
    }

    /** The position of {@code loop}; there are few, a scan is cheaper than a hash. */
    @SuppressWarnings("ReferenceEquality") // a loop is itself and nothing else
    int indexOf(EventLoop loop) {
        for (int i = 0; i < loops.length; i++) {
            if (loops[i] == loop) {
                return i;
            }
        }
        throw new IllegalArgumentException(loop + " (expected: a loop of this gateway)");
    }

    /** Stops the threads. */
    public void close() {
        resources.disposeLater().subscribe();
    }
}
