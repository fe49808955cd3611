package dev.trestle.app.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway;
import dev.trestle.runtime.GatewayOptions;
import dev.trestle.source.LoadedConfig;
import dev.trestle.source.YamlSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A gateway with the plugin of Higress' SDK before an HTTP service that says what came to it. */
final class HigressRig implements AutoCloseable {
    private static final String ROUTES = """
            listeners: [{ http: 0 }]
            clusters:
              web: { endpoints: ["WEB"], wire: { http: {} } }
              gone: { endpoints: ["127.0.0.1:1"], wire: { http: {} } }
              CLUSTERS
            routes:
              - id: gone
                match: { path: "/gone" }
                cluster: gone
                http: {}
                filters: [{ wasm: { module: higress.wasm, configuration: CONFIGURATION, limits: { maxCallTime: 500ms } } }]
              - id: shop
                match: { path: "/shop/{rest...}" }
                cluster: web
                timeout: 10s
                http: {}
                filters: [{ wasm: { module: higress.wasm, configuration: CONFIGURATION, limits: { maxCallTime: 500ms } } }]
              - id: shelf
                match: { path: "/shelf/{rest...}" }
                cluster: web
                timeout: 10s
                http: {}
                filters: [{ wasm: { module: higress.wasm, configuration: CONFIGURATION, limits: { maxCallTime: 500ms } } }]
            """;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;
    private final Path directory;
    private @Nullable Gateway gateway;

    /** With the module in {@code directory}; not serving yet. */
    HigressRig(Path directory) throws IOException {
        this.directory = directory;
        TestModules.copy("higress", directory, "higress");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", HigressRig::serve);
        server.start();
    }

    private static void serve(HttpExchange exchange) throws IOException {
        StringBuilder said = new StringBuilder();
        said.append(exchange.getRequestMethod()).append(' ').append(exchange.getRequestURI());
        said.append('\n');
        new TreeMap<>(exchange.getRequestHeaders())
                .forEach((name, values) -> values.forEach(value -> said.append(name.toLowerCase(java.util.Locale.ROOT))
                        .append(": ")
                        .append(value)
                        .append('\n')));
        said.append('\n').append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body = exchange.getRequestURI().getPath().equals("/check")
                ? "checked".getBytes(StandardCharsets.UTF_8)
                : said.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", "text/plain");
        exchange.getResponseHeaders().add("x-from", exchange.getRequestHeaders().getFirst("Host"));
        exchange.getResponseHeaders().add("x-single", "one");
        exchange.getResponseHeaders().add("x-replaced", "old");
        exchange.getResponseHeaders().add("x-removed", "gone");
        exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : body.length);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    /** Where the service is. */
    String web() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Serves from now on, or serves otherwise: further clusters, and the plugin's configuration, in YAML. */
    void serve(String clusters, String configuration) {
        LoadedConfig config = load(clusters, configuration);
        if (gateway != null) {
            List<Problem> problems = gateway.apply(config);
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(problems.toString());
            }
            return;
        }
        gateway = Gateway.start(
                config, Factories.discovered(), new GatewayOptions(0, 2, Duration.ofSeconds(5)), FilteredEcho.NOBODY);
    }

    /** What is wrong with a configuration. */
    List<Problem> check(String configuration) {
        return Gateway.check(load("", configuration), Factories.discovered());
    }

    private LoadedConfig load(String clusters, String configuration) {
        String yaml =
                ROUTES.replace("CLUSTERS", clusters).replace("WEB", web()).replace("CONFIGURATION", configuration);
        return new YamlSource(Map.of()).parse("test.yaml", yaml, directory);
    }

    /** What the plugin does is said by the field x-do. */
    HttpResponse<String> ask(String action, String... fields) throws IOException, InterruptedException {
        return send("/shop/1?a=b", "some text", action, fields);
    }

    HttpResponse<String> send(String path, String body, String action, String... fields)
            throws IOException, InterruptedException {
        int port = Objects.requireNonNull(gateway).addresses().getFirst().getPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("x-do", action)
                .header("content-type", "text/plain")
                .POST(BodyPublishers.ofString(body));
        if (fields.length > 0) {
            request.headers(fields);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        if (gateway != null) {
            gateway.stop().join();
        }
        client.close();
        server.stop(0);
        threads.close();
    }
}
