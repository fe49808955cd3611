package dev.trestle.runtime;

import dev.trestle.filter.FieldMap;
import dev.trestle.filter.GrpcCallouts;
import dev.trestle.grpc.GrpcCall;
import dev.trestle.grpc.GrpcLines;
import dev.trestle.upstream.Cluster;
import dev.trestle.upstream.EventLoops;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * gRPC calls of filters, over the clusters of the configuration that serves when they are opened: those that say nothing of what they
 * speak. The configuration is held until they end, but for calls without a timeout, which end with their cluster. Thread safe.
 */
final class GatewayGrpc implements GrpcCallouts {
    private final Supplier<@Nullable Snapshot> pin;
    private final EventLoops loops;
    private final GrpcLines lines = new GrpcLines();

    /** How a call ended. */
    private record End(FieldMap trailers, int status, String message) {}

    /** Over what {@code pin} gives, which holds it: null before there is any. */
    GatewayGrpc(Supplier<@Nullable Snapshot> pin, EventLoops loops) {
        this.pin = pin;
        this.loops = loops;
    }

    @Override
    public @Nullable Stream open(Executor loop, Call call, Listener listener) {
        Snapshot snapshot = pin.get();
        Cluster cluster = snapshot == null ? null : snapshot.plain(call.upstream());
        if (snapshot == null || cluster == null) {
            if (snapshot != null) {
                snapshot.release();
            }
            return null;
        }
        Sent<End> sent = new Sent<>(loops, loop, snapshot::release, end -> {
            if (end != null) {
                listener.onEnd(end.trailers(), end.status(), end.message());
            }
        });
        return new Opened(sent, call, listener).begin(cluster);
    }

    /** One call, as its filter sees it. */
    private final class Opened implements Stream {
        private final Sent<End> sent;
        private final Listener home;
        private final Duration timeout;
        private final GrpcCall made;
        private Runnable cancel = () -> {};
        private Consumer<@Nullable End> answered = end -> {};

        Opened(Sent<End> sent, Call call, Listener home) {
            this.sent = sent;
            this.home = home;
            this.timeout = call.timeout().isZero() ? Duration.ZERO : GatewayCallouts.timeout(call.timeout());
            this.made = new GrpcCall(call, timeout, new There());
        }

        Stream begin(Cluster cluster) {
            cancel = sent.begin((on, whenAnswered) -> {
                answered = whenAnswered;
                return new Sent.Running(
                        () -> {
                            made.start(on, cluster, lines);
                            if (timeout.isZero()) {
                                sent.release();
                            }
                        },
                        made::cancel);
            });
            return this;
        }

        @Override
        public void send(byte @Nullable [] message, More more) {
            made.onGiven(message);
            sent.there(() -> made.send(message, more));
        }

        @Override
        public int unsentBytes() {
            return made.unsentBytes();
        }

        @Override
        public void cancel() {
            cancel.run();
        }

        /** Gets what comes where the call is, and hands it over to where the filter lives. */
        private final class There implements Listener {
            @Override
            public void onMetadata(FieldMap metadata) {
                sent.home(() -> home.onMetadata(metadata));
            }

            @Override
            public void onMessage(byte[] message) {
                sent.home(() -> home.onMessage(message));
            }

            @Override
            public void onEnd(FieldMap trailers, int status, String message) {
                answered.accept(new End(trailers, status, message));
            }
        }
    }
}
