package dev.trestle.runtime;

import dev.trestle.bridge.settings.Position;
import dev.trestle.exchange.Callout;
import dev.trestle.filter.Callouts;
import dev.trestle.route.Route;
import dev.trestle.route.RoutePattern;
import dev.trestle.upstream.EventLoops;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests of filters, over the clusters of the configuration that serves when they are sent, and over clusters made on demand for
 * {@code http://host:port}. The configuration is held until they end. Thread safe.
 */
final class GatewayCallouts implements Callouts {
    /** What no answer may take longer than, whatever a filter says; 0 means as long. */
    static final Duration MAX_TIMEOUT = Duration.ofMinutes(1);

    private static final RoutePattern NOTHING = new RoutePattern(null, null, List.of(), List.of(), List.of());

    private final Supplier<@Nullable Snapshot> pin;
    private final EventLoops loops;
    private final AuthorityClusters authorities;

    /** Over what {@code pin} gives, which holds it: null before there is any. */
    GatewayCallouts(Supplier<@Nullable Snapshot> pin, EventLoops loops, AuthorityClusters authorities) {
        this.pin = pin;
        this.loops = loops;
        this.authorities = authorities;
    }

    @Override
    public @Nullable Runnable send(Executor loop, Request request, Listener listener) {
        CalloutTarget target = target(request.upstream());
        if (target == null) {
            return null;
        }
        Sent sent = new Sent(target, loop, request, listener);
        loop.execute(sent::begin);
        return sent::cancel;
    }

    private @Nullable CalloutTarget target(String written) {
        Snapshot snapshot = pin.get();
        if (snapshot == null) {
            return null;
        }
        for (String name : UpstreamNames.of(written)) {
            CalloutTarget named = snapshot.callout(name);
            if (named != null) {
                return named;
            }
        }
        snapshot.release();
        return authorities.take(written);
    }

    void close() {
        authorities.close();
    }

    /** One that was sent. All but its answer happens where its sender lives. */
    private final class Sent {
        private final CalloutTarget target;
        private final Executor home;
        private final Request request;
        private final Listener listener;
        private final AtomicBoolean released = new AtomicBoolean();
        private @Nullable Callout callout;
        private boolean cancelled;

        Sent(CalloutTarget target, Executor home, Request request, Listener listener) {
            this.target = target;
            this.home = home;
            this.request = request;
            this.listener = listener;
        }

        void begin() {
            if (cancelled) {
                return;
            }
            EventLoop here = loops.current();
            EventLoop loop = here == null ? loops.any() : here;
            Callout made = new Callout(route(), request, loop, this::answered);
            callout = made;
            on(loop, made::start);
        }

        private Route route() {
            Duration asked = request.timeout();
            boolean bounded = asked.isPositive() && asked.compareTo(MAX_TIMEOUT) < 0;
            Route.Policy policy = new Route.Policy(bounded ? asked : MAX_TIMEOUT, Integer.MAX_VALUE, 1, false);
            String id = "callout to " + target.cluster().name();
            return new Route(id, NOTHING, target.cluster(), target.codec(), List.of(), policy, Position.NONE);
        }

        private void answered(@Nullable Answer answer) {
            release();
            home.execute(() -> {
                if (!cancelled) {
                    listener.onAnswer(answer);
                }
            });
        }

        void cancel() {
            cancelled = true;
            Callout open = callout;
            if (open != null) {
                on(open.loop(), open::cancel);
            }
            release();
        }

        private void release() {
            if (released.compareAndSet(false, true)) {
                target.release().run();
            }
        }

        private static void on(EventLoop loop, Runnable task) {
            if (loop.inEventLoop()) {
                task.run();
            } else {
                loop.execute(task);
            }
        }
    }
}
