package dev.trestle.app.explain;

import dev.trestle.bridge.settings.ProblemCollector;
import dev.trestle.bridge.settings.RecordBinder;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.config.GatewayConfig;
import dev.trestle.exchange.ExchangeListener;
import dev.trestle.exchange.ExchangeSummary;
import dev.trestle.runtime.DryReply;
import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway;
import dev.trestle.runtime.GatewayOptions;
import dev.trestle.source.LoadedConfig;
import dev.trestle.source.YamlSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Makes one call as it would be made: by a whole gateway for the time of it, on a loopback port of its own, that is tapped. So
 * pools, TLS, retries and limits are what they are when it serves.
 */
public final class Sending {
    private static final String LISTENER = "listeners: [{ http: 0, host: 127.0.0.1 }]";
    private static final Duration STOP = Duration.ofSeconds(2);

    private Sending() {}

    /** Sends {@code question}; the configuration has no problems. */
    public static Sent send(LoadedConfig loaded, Factories factories, Question question) throws IOException {
        Taps taps = new Taps();
        Last last = new Last();
        GatewayOptions options = new GatewayOptions(0, 1, STOP);
        Gateway gateway = Gateway.start(onLoopback(loaded), factories, options, last);
        gateway.tap(taps);
        try {
            int port = gateway.addresses().getFirst().getPort();
            DryReply reply = LoopbackCall.send(port, question);
            ExchangeSummary summary = last.summary();
            String rpcStatus = summary.rpcStatus() == null ? "" : summary.rpcStatus();
            return new Sent(
                    summary.endpoint(),
                    summary.attempts(),
                    summary.totalNanos() / 1_000,
                    taps.requests(),
                    taps.replies(),
                    new DryReply(reply.status(), reply.headers(), reply.body(), summary.failure(), rpcStatus));
        } finally {
            gateway.stop().join();
        }
    }

    /** The same configuration with one listener that disturbs nobody. */
    private static LoadedConfig onLoopback(LoadedConfig loaded) {
        LoadedConfig own = new YamlSource(Map.of()).parse("explain", LISTENER, Path.of("."));
        SettingsNode.Mapping root = (SettingsNode.Mapping) loaded.root();
        SettingsNode local = items(entries(own.root()).get("listeners")).getFirst();
        Map<String, SettingsNode> listener = new LinkedHashMap<>();
        // What the first one for requests sets besides its address is kept, its filters above all.
        items(root.entries().get("listeners")).stream()
                .map(Sending::entries)
                .filter(each -> each.containsKey("http"))
                .findFirst()
                .ifPresent(listener::putAll);
        listener.remove("tls");
        listener.putAll(entries(local));
        Map<String, SettingsNode> entries = new LinkedHashMap<>(root.entries());
        SettingsNode moved = new SettingsNode.Mapping(local.position(), listener, Map.of());
        entries.put("listeners", new SettingsNode.Sequence(local.position(), List.of(moved)));
        SettingsNode changed = new SettingsNode.Mapping(root.position(), entries, root.keys());
        ProblemCollector problems = new ProblemCollector(changed);
        GatewayConfig config = RecordBinder.bind(GatewayConfig.class, changed, problems);
        return new LoadedConfig(config, changed, loaded.files(), problems);
    }

    private static Map<String, SettingsNode> entries(SettingsNode node) {
        return ((SettingsNode.Mapping) node).entries();
    }

    private static List<SettingsNode> items(@Nullable SettingsNode node) {
        return node instanceof SettingsNode.Sequence list ? list.items() : List.of();
    }

    /** Waits for the only exchange. */
    private static final class Last implements ExchangeListener {
        private final CompletableFuture<ExchangeSummary> end = new CompletableFuture<>();

        @Override
        public void onStart(@Nullable String route) {
            // Its end says it all.
        }

        @Override
        public void onEnd(ExchangeSummary summary) {
            end.complete(summary);
        }

        ExchangeSummary summary() throws IOException {
            try {
                return end.get(STOP.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException lost) {
                throw new IOException("the exchange did not end", lost);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", hurry);
            }
        }
    }
}
