package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.exchange.ExchangeListener;
import dev.trestle.exchange.ExchangeSummary;
import dev.trestle.source.LoadedConfig;
import dev.trestle.source.YamlSource;
import dev.trestle.testkit.Gate;
import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GatewayIT {
    private final ConcurrentLinkedQueue<ExchangeSummary> ended = new ConcurrentLinkedQueue<>();
    private Consumer<@Nullable String> observer = route -> {};
    private @Nullable Gateway gateway;

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.stop().join();
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void exchange_reusesConnection_whenRepliesAreClean(HttpClient.Version version) throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(GatewayIT::echoForever)) {
            start(config(upstream.endpoint(), 1, ""));
            HttpClient client = HttpClient.newBuilder().version(version).build();
            for (int i = 0; i < 20; i++) {
                HttpResponse<String> response = client.send(request("/x", "hello " + i), BodyHandlers.ofString());
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).isEqualTo("hello " + i);
            }
            assertThat(upstream.connectionCount()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void exchange_keepsRepliesApart_whenTheyComeInTheOtherOrder() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
            byte[] first = frame(connection);
            byte[] second = frame(connection);
            connection.send(second);
            connection.send(first);
            connection.neverAnswer();
        })) {
            start(config(upstream.endpoint(), 16, ""), 1);
            HttpClient client = HttpClient.newHttpClient();
            CompletableFuture<HttpResponse<String>> a = client.sendAsync(request("/x", "aaa"), BodyHandlers.ofString());
            CompletableFuture<HttpResponse<String>> b = client.sendAsync(request("/x", "bbb"), BodyHandlers.ofString());

            assertThat(a.join().body()).isEqualTo("aaa");
            assertThat(b.join().body()).isEqualTo("bbb");
            assertThat(upstream.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void exchange_is502_whenUpstreamSendsMalformedFrame() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
            frame(connection);
            connection.send((byte) 0xff, (byte) 1);
            connection.neverAnswer();
        })) {
            start(config(upstream.endpoint(), 1, ""));
            assertProblem(post("/x", "hello"), 502, Failure.UPSTREAM_MALFORMED);
        }
    }

    @Test
    void exchange_is502_whenUpstreamResetsInsideFrame() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
            frame(connection);
            connection.send((byte) 9, (byte) 1, (byte) 'x');
            connection.rst();
        })) {
            start(config(upstream.endpoint(), 1, ""));
            assertProblem(post("/x", "hello"), 502, Failure.UPSTREAM_CLOSED);
        }
    }

    @Test
    void exchange_is502_whenUpstreamEndsInsideFrame() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
            frame(connection);
            connection.send((byte) 9, (byte) 1, (byte) 'x').fin();
        })) {
            start(config(upstream.endpoint(), 1, ""));
            assertProblem(post("/x", "hello"), 502, Failure.UPSTREAM_CLOSED);
        }
    }

    @Test
    void exchange_is504_whenUpstreamNeverAnswers() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> connection.neverAnswer())) {
            start(config(upstream.endpoint(), 1, "timeout: 200ms"));
            assertProblem(post("/x", "hello"), 504, Failure.TIMEOUT);
            Waiting.until("nothing is in flight", () -> running().inFlight() == 0);
        }
    }

    @Test
    void exchange_is503_whenNobodyListens() throws Exception {
        start(config("127.0.0.1:" + freePort(), 1, ""));
        HttpResponse<String> response = post("/x", "hello");
        assertProblem(response, 503, Failure.CONNECT_FAILED);
        assertThat(response.body()).contains("connection refused");
    }

    @Test
    void exchange_is503WithRetryAfter_whenPoolIsExhausted() throws Exception {
        Gate gate = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
            byte[] held = frame(connection);
            connection.pass(gate).send(held);
            connection.neverAnswer();
        })) {
            String pool = "pool: { maxConnectionsPerEndpoint: 1, maxPendingAcquires: 0 }";
            start(config(upstream.endpoint(), 1, "").replace("    wire:", "    " + pool + "\n    wire:"), 1);
            HttpClient client = HttpClient.newHttpClient();
            CompletableFuture<HttpResponse<String>> first =
                    client.sendAsync(request("/x", "first"), BodyHandlers.ofString());
            Waiting.until(
                    "the first is with the upstream",
                    () -> upstream.connection(0).received().length > 0);
            HttpResponse<String> refused = client.send(request("/x", "second"), BodyHandlers.ofString());

            assertProblem(refused, 503, Failure.POOL_EXHAUSTED);
            assertThat(refused.headers().firstValue("retry-after")).contains("1");
            gate.open();
            assertThat(first.join().body()).isEqualTo("first");
        }
    }

    @Test
    void exchange_isServed_whenItsObserverThrows() throws Exception {
        observer = route -> {
            throw new IllegalStateException("asked to fail");
        };
        try (ScriptedUpstream upstream = ScriptedUpstream.start(GatewayIT::echoForever)) {
            start(config(upstream.endpoint(), 1, ""));
            assertThat(post("/x", "hello").body()).isEqualTo("hello");
            Waiting.until("nothing is in flight", () -> running().inFlight() == 0);
        }
    }

    @Test
    void exchange_is500_whenCodecThrowsWhileEncoding() throws Exception {
        start(config("127.0.0.1:" + freePort(), 1, "block: { fail: encode }"));
        HttpResponse<String> response = post("/x", "hello");
        assertProblem(response, 500, Failure.ENCODE_FAILED);
        assertThat(response.body()).doesNotContain("IllegalStateException");
    }

    @Test
    void exchange_is502_whenCodecThrowsWhileDecoding() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(GatewayIT::echoForever)) {
            start(config(upstream.endpoint(), 1, "block: { fail: decode }"));
            assertProblem(post("/x", "hello"), 502, Failure.DECODE_FAILED);
        }
    }

    @Test
    void exchange_is413_whenBodyIsLargerThanItsLimit() throws Exception {
        start(config("127.0.0.1:" + freePort(), 1, "maxBodyBytes: 10B"));
        assertProblem(post("/x", "hello hello hello"), 413, Failure.BODY_TOO_LARGE);
    }

    @Test
    void request_is431_whenHeadersAreTooLarge() throws Exception {
        start(config("127.0.0.1:" + freePort(), 1, ""));
        String answer = raw("GET /x HTTP/1.1\r\nHost: a\r\nX-Big: " + "a".repeat(20_000) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431 ").contains("headers_too_large");
    }

    @Test
    void request_is400_whenItIsNotHttp() throws Exception {
        start(config("127.0.0.1:" + freePort(), 1, ""));
        assertThat(raw("GET /x HTTP/1.1\r\nno colon here\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("bad_request");
    }

    @Test
    void exchange_recovers_whenUpstreamComesBackOnItsPort() throws Exception {
        ScriptedUpstream first = ScriptedUpstream.start(GatewayIT::echoForever);
        int port = first.port();
        start(config(first.endpoint(), 1, ""));
        assertThat(post("/x", "one").body()).isEqualTo("one");
        first.close();
        Waiting.until("the loss is seen", () -> status("/x") >= 500);

        try (java.net.ServerSocket back = new java.net.ServerSocket()) {
            back.setReuseAddress(true);
            back.bind(new InetSocketAddress("127.0.0.1", port));
            Thread serving = Thread.ofVirtual().start(() -> echo(back));
            Waiting.until("it works again", () -> status("/x") == 200);
            assertThat(serving.isAlive()).isTrue();
        }
    }

    @Test
    void apply_losesNoRequest_whenRoutesChangeUnderLoad() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(GatewayIT::echoForever)) {
            String config = config(upstream.endpoint(), 1, "");
            start(config);
            AtomicBoolean running = new AtomicBoolean(true);
            List<CompletableFuture<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                clients.add(CompletableFuture.supplyAsync(() -> failuresWhile(running)));
            }
            for (int i = 0; i < 100; i++) {
                String edited = config + "\n  - { id: more" + i + ", match: { path: /more" + i
                        + " }, cluster: up, block: {} }\n";
                assertThat(running().apply(load(edited))).isEmpty();
            }
            running.set(false);
            for (CompletableFuture<Integer> client : clients) {
                assertThat(client.join()).isZero();
            }
            assertThat(running().generation()).isEqualTo(101);
        }
    }

    @Test
    void apply_keepsLastGood_whenConfigurationIsBroken() throws Exception {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(GatewayIT::echoForever)) {
            String config = config(upstream.endpoint(), 1, "");
            start(config);
            List<Problem> problems = running().apply(load(config.replace("cluster: up", "cluster: upp")));

            assertThat(problems)
                    .extracting(Problem::toString)
                    .anySatisfy(problem -> assertThat(problem)
                            .startsWith("test.yaml:8:")
                            .contains("routes[0].cluster: upp: no such cluster (did you mean: up?)"));
            assertThat(post("/x", "still").body()).isEqualTo("still");
        }
    }

    // ---- the other side ----

    private static byte[] frame(dev.trestle.testkit.ScriptedConnection connection) throws IOException {
        byte[] length = connection.read(1);
        byte[] rest = connection.read(length[0] & 0xff);
        byte[] whole = new byte[rest.length + 1];
        whole[0] = length[0];
        System.arraycopy(rest, 0, whole, 1, rest.length);
        return whole;
    }

    private static void echoForever(dev.trestle.testkit.ScriptedConnection connection) throws IOException {
        while (!connection.isPeerClosed()) {
            byte[] length;
            try {
                length = connection.read(1);
            } catch (IOException | AssertionError closed) {
                return;
            }
            byte[] rest = connection.read(length[0] & 0xff);
            connection.send(length).send(rest);
        }
    }

    private static void echo(java.net.ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                InputStream in = socket.getInputStream();
                for (int length = in.read(); length >= 0; length = in.read()) {
                    byte[] rest = in.readNBytes(length);
                    socket.getOutputStream().write(length);
                    socket.getOutputStream().write(rest);
                }
            } catch (IOException closed) {
                // The next accept says whether the server is closed too.
            }
        }
    }

    // ---- the gateway ----

    private static String config(String endpoint, int exchanges, String more) {
        String call = more.contains("block:") ? "" : "    block: {}\n";
        return "clusters:\n  up:\n    endpoints: [\"" + endpoint + "\"]\n    wire: { block: { exchanges: " + exchanges
                + " } }\nroutes:\n  - id: x\n    match: { method: POST, path: /x }\n    cluster: up\n"
                + (more.isEmpty() ? "" : "    " + more + "\n") + call;
    }

    private static LoadedConfig load(String text) {
        return new YamlSource(Map.of()).parse("test.yaml", text, Path.of("."));
    }

    private void start(String text) {
        start(text, 2);
    }

    private void start(String text, int loops) {
        ExchangeListener listener = new ExchangeListener() {
            @Override
            public void onStart(@Nullable String route) {
                observer.accept(route);
            }

            @Override
            public void onEnd(ExchangeSummary summary) {
                ended.add(summary);
                observer.accept(summary.route());
            }
        };
        gateway = Gateway.start(
                load(text),
                new Factories(List.of(new BlockCodecFactory()), List.of()),
                new GatewayOptions(0, loops, Duration.ofSeconds(5)),
                listener);
    }

    private Gateway running() {
        assertThat(gateway).isNotNull();
        return gateway;
    }

    private int port() {
        return running().addresses().getFirst().getPort();
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket probe = new java.net.ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    // ---- the client ----

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return client.send(request(path, body), BodyHandlers.ofString());
    }

    private int status(String path) {
        try {
            return post(path, "again").statusCode();
        } catch (IOException | InterruptedException failed) {
            return -1;
        }
    }

    private int failuresWhile(AtomicBoolean running) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        int failures = 0;
        while (running.get()) {
            try {
                failures += client.send(request("/x", "load"), BodyHandlers.ofString())
                                        .statusCode()
                                == 200
                        ? 0
                        : 1;
            } catch (IOException | InterruptedException failed) {
                failures++;
            }
        }
        return failures;
    }

    private String raw(String text) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void assertProblem(HttpResponse<String> response, int status, Failure failure) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(response.body()).contains("\"code\":\"" + failure.code() + "\"");
        Waiting.until("the listener hears of it", () -> ended.stream().anyMatch(s -> s.failure() == failure));
    }
}
