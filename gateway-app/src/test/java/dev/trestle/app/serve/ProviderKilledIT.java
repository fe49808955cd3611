package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.exchange.ExchangeListener;
import dev.trestle.exchange.ExchangeSummary;
import dev.trestle.peer.launcher.Peer;
import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway;
import dev.trestle.runtime.GatewayOptions;
import dev.trestle.source.YamlSource;
import dev.trestle.testkit.Waiting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A real Dubbo provider that crashes under load and comes back. */
class ProviderKilledIT {
    private static final int CLIENTS = 8;

    /**
     * Each client's request in flight at the crash, and its next: a kernel that takes a dead process apart closes the connections before
     * the port, which until then accepts new ones for nobody. They take requests and are reset with the port.
     */
    private static final int LOST_AT_MOST = 2 * CLIENTS;

    private final Map<Integer, AtomicLong> statuses = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicBoolean restarting = new AtomicBoolean();
    private final AtomicBoolean stop = new AtomicBoolean();

    @Test
    void requests_failWhileItIsAwayAndWorkAgain_withoutARestart() throws Exception {
        try (Peer provider = Peer.start("dubbo-provider")) {
            Gateway gateway = gateway(provider.port());
            int port = gateway.addresses().getFirst().getPort();
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                long first = 9_007_199_254_740_993L + i * 1_000_000L;
                clients.add(Thread.ofPlatform().start(() -> ask(port, first)));
            }
            awaitMore(200, 200);
            provider.kill();
            awaitMore(503, 50);
            restarting.set(true);
            provider.restart();
            awaitMore(200, 200);
            stop.set(true);
            for (Thread each : clients) {
                each.join();
            }

            assertThat(wrong).isEmpty();
            assertThat(statuses.keySet()).isSubsetOf(200, 502, 503);
            assertThat(lost.get()).as("lost in the crash").isLessThanOrEqualTo(LOST_AT_MOST);
            assertThat(gateway.inFlight()).isZero();
            gateway.stop().join();
        }
    }

    private void awaitMore(int status, int count) {
        AtomicLong seen = statuses.computeIfAbsent(status, s -> new AtomicLong());
        long before = seen.get();
        Waiting.until(count + " more of " + status, () -> seen.get() >= before + count);
    }

    private void ask(int port, long first) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (long id = first; !stop.get(); id++) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/users/" + id))
                        .timeout(Duration.ofSeconds(10))
                        .build();
                HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
                statuses.computeIfAbsent(response.statusCode(), s -> new AtomicLong())
                        .incrementAndGet();
                if (!isExpected(response, id)) {
                    wrong.add(id + " -> " + response.statusCode() + " " + response.body());
                }
            }
        } catch (Exception failed) {
            wrong.add(failed.toString());
        }
    }

    private boolean isExpected(HttpResponse<String> response, long id) {
        String body = response.body();
        return switch (response.statusCode()) {
            case 200 -> body.contains("\"email\":\"user" + id + "@");
            case 503 -> body.contains("\"code\":\"connect_failed\"");
            default -> isLost(body) || isTooEarly(body);
        };
    }

    private boolean isLost(String body) {
        boolean closed = body.contains("\"code\":\"upstream_closed\"");
        if (closed) {
            lost.incrementAndGet();
        }
        return closed;
    }

    /** Dubbo opens its port with the first service it exports, and does not know the others until it has come to them. */
    private boolean isTooEarly(String body) {
        return restarting.get() && body.contains("\"rpcStatus\":\"bad_request\"");
    }

    private static Gateway gateway(int port) {
        String yaml = """
                clusters:
                  shop:
                    endpoints: ["127.0.0.1:%d"]
                    pool: { minBackoff: 20ms, maxBackoff: 100ms }
                    wire: { dubbo: {} }
                routes:
                  - id: user
                    match: { path: "/v1/users/{id}" }
                    cluster: shop
                    timeout: 8s
                    dubbo:
                      service: dev.trestle.demo.UserService
                      method: getUser
                      args: [{ type: long, from: path.id }]
                """.formatted(port);
        return Gateway.start(
                new YamlSource(Map.of()).parse("test.yaml", yaml, Path.of(".")),
                Factories.discovered(),
                new GatewayOptions(0, 2, Duration.ofSeconds(5)),
                new ExchangeListener() {
                    @Override
                    public void onStart(@Nullable String route) {}

                    @Override
                    public void onEnd(ExchangeSummary summary) {}
                });
    }
}
