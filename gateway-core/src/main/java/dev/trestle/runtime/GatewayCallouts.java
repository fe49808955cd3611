package dev.trestle.runtime;

import dev.trestle.bridge.settings.Position;
import dev.trestle.exchange.Callout;
import dev.trestle.filter.Callouts;
import dev.trestle.route.Route;
import dev.trestle.route.RoutePattern;
import dev.trestle.upstream.EventLoops;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
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
        Sent<Answer> sent = new Sent<>(loops, loop, target.release(), listener::onAnswer);
        return sent.begin((on, answered) -> {
            Callout made = new Callout(route(target, request), request, on, answered::accept);
            return new Sent.Running(made::start, made::cancel);
        });
    }

    private static Route route(CalloutTarget target, Request request) {
        Route.Policy policy = new Route.Policy(timeout(request.timeout()), Integer.MAX_VALUE, 1, false);
        String id = "callout to " + target.cluster().name();
        return new Route(id, NOTHING, target.cluster(), target.codec(), List.of(), policy, Position.NONE);
    }

    /** What a filter asks for, within bounds. */
    static Duration timeout(Duration asked) {
        boolean bounded = asked.isPositive() && asked.compareTo(MAX_TIMEOUT) < 0;
        return bounded ? asked : MAX_TIMEOUT;
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
}
