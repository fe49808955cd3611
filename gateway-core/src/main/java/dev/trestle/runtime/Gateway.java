package dev.trestle.runtime;

import dev.trestle.bridge.settings.Problem;
import dev.trestle.exchange.ExchangeListener;
import dev.trestle.source.LoadedConfig;
import dev.trestle.upstream.ClusterStatus;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A running data plane: listeners, and the current snapshot of the configuration. Thread safe.
 */
public final class Gateway {
    private Gateway() {}

    /**
     * Compiles {@code config} and starts to listen.
     *
     * @throws RejectedConfigException when the configuration has problems
     * @throws java.io.UncheckedIOException when a port cannot be bound; the message names it
     */
    public static Gateway start(
            LoadedConfig config, Factories factories, GatewayOptions options, ExchangeListener listener) {
        throw new UnsupportedOperationException();
    }

    /** Compiles only, for {@code check} and dry runs: every problem, or an empty list. Opens no connection. */
    public static List<Problem> check(LoadedConfig config, Factories factories) {
        throw new UnsupportedOperationException();
    }

    /** Compiles and swaps in; every problem, or an empty list when the new configuration serves. Listeners do not change. */
    public List<Problem> apply(LoadedConfig config) {
        throw new UnsupportedOperationException();
    }

    /** Where the listeners are bound, in the order of the configuration. */
    public List<InetSocketAddress> addresses() {
        throw new UnsupportedOperationException();
    }

    /** The number of the current snapshot: 1 for the first, one more for each change. */
    public long generation() {
        throw new UnsupportedOperationException();
    }

    /** What is served, most specific first. */
    public List<RouteStatus> routes() {
        throw new UnsupportedOperationException();
    }

    /** The clusters of the current snapshot, by name. */
    public List<ClusterStatus> clusters() {
        throw new UnsupportedOperationException();
    }

    /** What the current snapshot was compiled from. */
    public LoadedConfig config() {
        throw new UnsupportedOperationException();
    }

    /** Exchanges in flight. */
    public int inFlight() {
        throw new UnsupportedOperationException();
    }

    /**
     * Stops taking connections, lets exchanges in flight end within {@code drainTimeout}, then closes everything.
     *
     * @return completes when all is closed
     */
    public CompletableFuture<Void> stop() {
        throw new UnsupportedOperationException();
    }

    /**
     * One route, for the admin API.
     *
     * @param id its id
     * @param method or {@code *}
     * @param host or {@code *}
     * @param path the template
     * @param cluster its cluster
     * @param call what it calls
     * @param timeoutMillis the exchange's timeout
     * @param position where it is written, {@code file:line:column}
     */
    public record RouteStatus(
            String id,
            String method,
            String host,
            String path,
            String cluster,
            String call,
            long timeoutMillis,
            String position) {}
}
