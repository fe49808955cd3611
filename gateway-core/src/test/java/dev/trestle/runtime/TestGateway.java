package dev.trestle.runtime;

import dev.trestle.exchange.ExchangeListener;
import dev.trestle.exchange.ExchangeSummary;
import dev.trestle.filter.FilterFactory;
import dev.trestle.source.LoadedConfig;
import dev.trestle.source.YamlSource;
import dev.trestle.tcp.ConnectionSummary;
import dev.trestle.testkit.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A gateway on a free port with the codecs of these tests, and what its listener heard. */
final class TestGateway implements AutoCloseable {
    private final ConcurrentLinkedQueue<ExchangeSummary> ended = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<ConnectionSummary> connections = new ConcurrentLinkedQueue<>();
    private final Path directory;
    private final Gateway gateway;
    private boolean stopped;

    private TestGateway(String yaml, Factories factories, Path directory, int loops, Duration drainTimeout) {
        this.directory = directory;
        ExchangeListener listener = new ExchangeListener() {
            @Override
            public void onStart(@Nullable String route) {
                // Only ends are looked at.
            }

            @Override
            public void onEnd(ExchangeSummary summary) {
                ended.add(summary);
            }
        };
        gateway = Gateway.start(
                load(yaml), factories, new GatewayOptions(0, loops, drainTimeout), listener, connections::add);
    }

    static TestGateway start(String yaml) {
        return start(yaml, Path.of("."));
    }

    /** The same with files that {@code yaml} names in {@code directory}. */
    static TestGateway start(String yaml, Path directory) {
        return new TestGateway(yaml, factories(), directory, 1, Duration.ofSeconds(5));
    }

    static TestGateway start(String yaml, int loops, Duration drainTimeout) {
        return new TestGateway(yaml, factories(), Path.of("."), loops, drainTimeout);
    }

    /** The same with other codecs and filters. */
    static TestGateway start(String yaml, Factories factories) {
        return new TestGateway(yaml, factories, Path.of("."), 1, Duration.ofSeconds(5));
    }

    /** The same with filters. */
    static TestGateway start(String yaml, FilterFactory<?> filters) {
        return new TestGateway(yaml, factories(filters), Path.of("."), 1, Duration.ofSeconds(5));
    }

    static Factories factories(FilterFactory<?>... filters) {
        return new Factories(List.of(new BlockCodecFactory(), new ProbeCodecFactory()), List.of(filters));
    }

    LoadedConfig load(String yaml) {
        return load(yaml, directory);
    }

    static LoadedConfig load(String yaml, Path directory) {
        return new YamlSource(Map.of()).parse("test.yaml", yaml, directory);
    }

    /** One cluster {@code up} and one route {@code /x} to it, with these lines in the route. */
    static String probe(String endpoint, String... routeLines) {
        return """
                clusters:
                  up:
                    endpoints: ["%s"]
                    wire: { probe: {} }
                routes:
                  - id: x
                    match: { path: /x }
                    cluster: up
                    %s
                """.formatted(
                        endpoint, routeLines.length == 0 ? "probe: {}" : String.join("\n" + " ".repeat(4), routeLines));
    }

    Gateway gateway() {
        return gateway;
    }

    int port() {
        return gateway.addresses().getFirst().getPort();
    }

    /** Stops; closing does nothing more then. */
    CompletableFuture<Void> stop() {
        stopped = true;
        return gateway.stop();
    }

    /** Forgets the exchanges that have ended. */
    void forget() {
        ended.clear();
    }

    /** How many exchanges have ended. */
    int endedCount() {
        return ended.size();
    }

    /** The first ended exchange that fits; waits for it. */
    ExchangeSummary ended(String what, Predicate<ExchangeSummary> fits) {
        Waiting.until(what, () -> ended.stream().anyMatch(fits));
        return Objects.requireNonNull(ended.stream().filter(fits).findFirst().orElse(null));
    }

    /** The connections that have ended, once there are {@code count}. */
    List<ConnectionSummary> connections(int count) {
        Waiting.until(count + " connections have ended", () -> connections.size() >= count);
        return List.copyOf(connections);
    }

    /** Waits until every exchange has ended and no connection is in use. */
    void awaitIdle() {
        Waiting.until("no exchange is in flight", () -> gateway.inFlight() == 0);
    }

    @Override
    public void close() {
        if (!stopped) {
            stop().join();
        }
    }
}
