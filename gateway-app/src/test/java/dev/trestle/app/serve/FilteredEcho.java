package dev.trestle.app.serve;

import dev.trestle.bridge.settings.Problem;
import dev.trestle.exchange.ExchangeListener;
import dev.trestle.exchange.ExchangeSummary;
import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway;
import dev.trestle.runtime.GatewayOptions;
import dev.trestle.source.LoadedConfig;
import dev.trestle.source.YamlSource;
import dev.trestle.testkit.EchoCodecFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A gateway with filters before a codec that says what it saw: a listener's and those of its one route. */
final class FilteredEcho implements AutoCloseable {
    private static final String ROUTES = """
            listeners: [{ http: 0, filters: [LISTENER] }]
            clusters:
              up: { endpoints: ["127.0.0.1:1"], wire: { echo: {} } }
            routes:
              - { id: x, match: { path: /x }, cluster: up, timeout: 5s, echo: {}, filters: [ROUTE] }
            """;

    /** Only replies are looked at. */
    static final ExchangeListener NOBODY = new ExchangeListener() {
        @Override
        public void onStart(@Nullable String id) {
            // Nobody asks.
        }

        @Override
        public void onEnd(ExchangeSummary summary) {
            // Nobody asks.
        }
    };

    private final Path directory;
    private final Gateway gateway;

    /** With modules in {@code directory}. */
    FilteredEcho(Path directory, int loops, String listener, String route) {
        this.directory = directory;
        gateway = Gateway.start(
                load(directory, listener, route),
                factories(),
                new GatewayOptions(0, loops, Duration.ofSeconds(5)),
                NOBODY);
    }

    private static Factories factories() {
        return new Factories(
                List.of(new EchoCodecFactory()), Factories.discovered().filters());
    }

    /** What is wrong with such filters. */
    static List<Problem> check(Path directory, String listener, String route) {
        return Gateway.check(load(directory, listener, route), factories());
    }

    private static LoadedConfig load(Path directory, String listener, String route) {
        String yaml = ROUTES.replace("LISTENER", listener).replace("ROUTE", route);
        return new YamlSource(Map.of()).parse("test.yaml", yaml, directory);
    }

    /** Other filters. */
    List<Problem> apply(String listener, String route) {
        return gateway.apply(load(directory, listener, route));
    }

    /** A request by {@code client}; with a body if that is not empty. */
    HttpResponse<String> ask(HttpClient client, String body, String... fields)
            throws IOException, InterruptedException {
        int port = gateway.addresses().getFirst().getPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/x"));
        if (!body.isEmpty()) {
            request.POST(BodyPublishers.ofString(body));
        }
        if (fields.length > 0) {
            request.headers(fields);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        gateway.stop().join();
    }
}
