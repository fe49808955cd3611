package dev.trestle.upstream;

import dev.trestle.bridge.WireProtocol;
import dev.trestle.config.ClusterConfig;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A cluster: one {@link LoopPool} for each event loop, and the source that feeds them endpoints. */
final class LiveCluster implements Cluster {
    private final String name;
    private final ClusterConfig config;
    private final WireProtocol wire;
    private final EventLoops loops;
    private final EndpointSource source;
    private final LoopPool[] pools;
    private final AtomicInteger pending = new AtomicInteger();

    LiveCluster(String name, ClusterConfig config, WireProtocol wire, EventLoops loops, EndpointSource source) {
        this.name = name;
        this.config = config;
        this.wire = wire;
        this.loops = loops;
        this.source = source;
        EndpointNews news = new EndpointNews(name);
        pools = new LoopPool[loops.size()];
        for (int i = 0; i < pools.length; i++) {
            pools[i] = new LoopPool(new LoopPool.Setup(
                    name, config, wire, loops.get(i), loops.socketChannel(), connectionsOf(i), pending, news));
        }
    }

    /** The endpoint's connections divided over the loops: exact where there are enough, at least one each. */
    private int connectionsOf(int loop) {
        int max = config.pool().maxConnectionsPerEndpoint();
        int share = max / loops.size() + (loop < max % loops.size() ? 1 : 0);
        return Math.max(1, share);
    }

    void publish(EndpointSet set) {
        for (LoopPool pool : pools) {
            onLoop(pool, () -> pool.update(set));
        }
    }

    /** After the loops have stopped there is nothing left to do on them. */
    private static void onLoop(LoopPool pool, Runnable task) {
        if (!pool.loop().isShuttingDown()) {
            pool.loop().execute(task);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ClusterConfig config() {
        return config;
    }

    @Override
    public WireProtocol wire() {
        return wire;
    }

    @Override
    public ClusterLoop on(EventLoop loop) {
        return pools[loops.indexOf(loop)];
    }

    @Override
    public ClusterStatus status() {
        List<CompletableFuture<List<ClusterStatus.EndpointStatus>>> parts = new ArrayList<>();
        for (LoopPool pool : pools) {
            CompletableFuture<List<ClusterStatus.EndpointStatus>> part = new CompletableFuture<>();
            if (pool.loop().isShuttingDown()) {
                continue;
            }
            pool.loop().execute(() -> part.complete(pool.status()));
            parts.add(part.completeOnTimeout(List.of(), 1, TimeUnit.SECONDS));
        }
        Map<String, ClusterStatus.EndpointStatus> sums = new LinkedHashMap<>();
        for (CompletableFuture<List<ClusterStatus.EndpointStatus>> part : parts) {
            part.join().forEach(s -> sums.merge(s.address(), s, LiveCluster::sum));
        }
        return new ClusterStatus(name, config.protocol(), List.copyOf(sums.values()), pending.get());
    }

    private static ClusterStatus.EndpointStatus sum(ClusterStatus.EndpointStatus a, ClusterStatus.EndpointStatus b) {
        return new ClusterStatus.EndpointStatus(
                a.address(),
                a.weight(),
                state(a.state(), b.state()),
                a.connecting() + b.connecting(),
                a.active() + b.active(),
                a.idle() + b.idle(),
                a.draining() + b.draining(),
                a.inFlight() + b.inFlight(),
                a.connectFailures() + b.connectFailures());
    }

    private static String state(String a, String b) {
        if (a.equals(b) || b.equals("leaving")) {
            return a;
        }
        return a.equals("leaving") ? b : "backoff";
    }

    @Override
    public void close(Duration drainTimeout) {
        source.close();
        for (LoopPool pool : pools) {
            onLoop(pool, () -> pool.close(drainTimeout));
        }
    }
}
