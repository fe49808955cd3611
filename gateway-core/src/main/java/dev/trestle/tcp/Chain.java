package dev.trestle.tcp;

import dev.trestle.filter.ClosedBy;
import dev.trestle.filter.ConnectionInfo;
import dev.trestle.filter.FilterConnection;
import dev.trestle.filter.Flow;
import dev.trestle.filter.NetworkFilter;
import dev.trestle.filter.NetworkFilters;
import dev.trestle.filter.Rest;
import dev.trestle.filter.UpstreamInfo;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The filters of one connection: from the client in their order, from the endpoint in the reverse order. Never calls a filter while one
 * runs; what a hook asks for is done once it has returned. On the connection's event loop only.
 */
final class Chain {
    private static final Logger LOG = LoggerFactory.getLogger(Chain.class);

    private final Owner owner;
    private final List<Link> links = new ArrayList<>();
    private final Deque<Runnable> deferred = new ArrayDeque<>();
    /** How many filters have let the connection on. */
    private int admitted;

    private boolean waits;
    private int depth;
    private boolean over;

    /** Whose filters these are. */
    interface Owner {
        /** The client's connection. */
        ConnectionInfo info();

        /** The cluster's name. */
        String cluster();

        /** The endpoint, or null before there is one. */
        @Nullable
        UpstreamInfo upstream();

        /** All filters have let the connection on. */
        void onAdmitted();

        /** What all filters have passed on from the client. */
        void toEndpoint(ByteBuf bytes, Rest rest);

        /** What all filters have passed on from the endpoint. */
        void toClient(ByteBuf bytes, Rest rest);

        /** No filter runs any more: what was written may leave. */
        void onSettled();

        /** A filter closes the connection. */
        void onClosed();

        /** A filter failed. */
        void onFailed();
    }

    Chain(Owner owner) {
        this.owner = owner;
    }

    /** A client has connected. */
    void open(List<NetworkFilters> filters, ByteBufAllocator allocator) {
        enter(() -> {
            for (int i = 0; i < filters.size() && !over; i++) {
                NetworkFilters each = filters.get(i);
                Link link = new Link(i, each.maxDataBytes(), allocator);
                ask(() -> {
                    link.filter = each.open(link);
                    links.add(link);
                    return Flow.CONTINUE;
                });
            }
            admit();
        });
    }

    private void admit() {
        while (!over && !waits && admitted < links.size()) {
            Link link = links.get(admitted);
            Flow flow = ask(link.filter::onConnection);
            if (flow == Flow.CONTINUE) {
                admitted++;
            } else if (!over) {
                waits = true;
                link.down.hold(flow);
            }
        }
        if (!over && !waits) {
            owner.onAdmitted();
        }
    }

    /** What the filter at {@code index} held goes on; if that was the connection itself, the next ones hear of it first. */
    private void onGo(int index) {
        if (waits && index == admitted) {
            waits = false;
            admitted++;
            admit();
        }
    }

    /** From the client. */
    void fromClient(ByteBuf bytes, Rest rest) {
        enter(() -> links.getFirst().down.take(bytes, rest));
    }

    /** From the endpoint. */
    void fromEndpoint(ByteBuf bytes, Rest rest) {
        enter(() -> links.getLast().up.take(bytes, rest));
    }

    /** Whether a filter waits to see what the client sends before it lets the connection on. */
    boolean asksForBytes() {
        return waits && !over && takesFromClient();
    }

    /** Whether there is room for what the client sends. */
    boolean takesFromClient() {
        return links.stream().allMatch(link -> link.down.shows());
    }

    /** Whether there is room for what the endpoint sends. */
    boolean takesFromEndpoint() {
        return links.stream().allMatch(link -> link.up.shows());
    }

    /**
     * Both connections are closed, or none was opened; then {@code done}.
     *
     * @param upstream null if there never was an endpoint
     */
    void close(ClosedBy downstream, @Nullable ClosedBy upstream, Runnable done) {
        over = true;
        links.forEach(Link::stop);
        later(() -> {
            for (Link link : links) {
                quietly(() -> link.filter.onDownstreamClose(downstream));
                if (upstream != null) {
                    quietly(() -> link.filter.onUpstreamClose(upstream));
                }
                quietly(link.filter::close);
                link.release();
            }
            done.run();
        });
    }

    private static void quietly(Runnable hook) {
        try {
            hook.run();
        } catch (RuntimeException defect) {
            LOG.error("a filter failed while its connection ended", defect);
        }
    }

    /** Calls a hook. */
    Flow ask(Supplier<Flow> hook) {
        try {
            return hook.get();
        } catch (RuntimeException defect) {
            LOG.warn("a filter failed, its connection is closed: {}", defect.toString());
            owner.onFailed();
            return Flow.PAUSE;
        }
    }

    /** Runs {@code action} now, or once no filter runs any more. */
    void later(Runnable action) {
        if (depth > 0) {
            deferred.add(action);
        } else {
            enter(action);
        }
    }

    private void enter(Runnable action) {
        depth++;
        try {
            action.run();
            for (Runnable next = depth == 1 ? deferred.poll() : null; next != null; next = deferred.poll()) {
                next.run();
            }
        } finally {
            depth--;
        }
        if (depth == 0 && !over) {
            owner.onSettled();
        }
    }

    /** One filter in its place. */
    private final class Link implements FilterConnection {
        private final Strand down;
        private final Strand up;
        private NetworkFilter filter = new NetworkFilter() {};

        Link(int index, int maxBytes, ByteBufAllocator allocator) {
            down = new Strand(
                    Chain.this,
                    maxBytes,
                    allocator,
                    new Strand.Ends(
                            rest -> filter.onDownstreamData(rest),
                            (bytes, rest) -> passDown(index + 1, bytes, rest),
                            () -> onGo(index),
                            owner::onClosed));
            up = new Strand(
                    Chain.this,
                    maxBytes,
                    allocator,
                    new Strand.Ends(
                            rest -> filter.onUpstreamData(rest),
                            (bytes, rest) -> passUp(index - 1, bytes, rest),
                            () -> {},
                            owner::onClosed));
        }

        @Override
        public ConnectionInfo info() {
            return owner.info();
        }

        @Override
        public String cluster() {
            return owner.cluster();
        }

        @Override
        public @Nullable UpstreamInfo upstream() {
            return owner.upstream();
        }

        @Override
        public void fail() {
            later(owner::onFailed);
        }

        @Override
        public Stream fromDownstream() {
            return down;
        }

        @Override
        public Stream fromUpstream() {
            return up;
        }

        void stop() {
            down.stop();
            up.stop();
        }

        void release() {
            down.release();
            up.release();
        }
    }

    private void passDown(int index, ByteBuf bytes, Rest rest) {
        if (index < links.size()) {
            links.get(index).down.take(bytes, rest);
        } else {
            owner.toEndpoint(bytes, rest);
        }
    }

    private void passUp(int index, ByteBuf bytes, Rest rest) {
        if (index >= 0) {
            links.get(index).up.take(bytes, rest);
        } else {
            owner.toClient(bytes, rest);
        }
    }
}
