package dev.trestle.app.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.runtime.Factories;
import dev.trestle.source.YamlSource;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefaultsTest {
    @Test
    void defaults_areThoseOfWhatWasNotWritten() {
        assertThat(of("""
                        clusters:
                          shop:
                            endpoints: ["127.0.0.1:20880", { address: "127.0.0.1:20881", weight: 2 }]
                            pool: { connectTimeout: 7s }
                            wire: { dubbo: {} }
                        routes:
                          - match: { path: / }
                            cluster: shop
                            retry: { max: 2 }
                            timeout:
                            dubbo: { service: a.B, method: c }
                        """))
                .containsEntry("listeners[0].http", "8080")
                .containsEntry("clusters.shop.loadBalancer", "roundRobin")
                .containsEntry("clusters.shop.endpoints[0].weight", "1")
                .containsEntry("clusters.shop.pool.acquireTimeout", "1s")
                .containsEntry("routes[0].timeout", "5s")
                .containsEntry("routes[0].retry.idempotent", "false")
                .doesNotContainKeys(
                        "clusters.shop.endpoints[1].weight", "clusters.shop.pool.connectTimeout", "routes[0].retry.max")
                .hasKeySatisfying(startingWith("clusters.shop.wire.dubbo."))
                .hasKeySatisfying(startingWith("routes[0].dubbo."));
    }

    @Test
    void defaultListener_isNone_whenOneIsWritten() {
        assertThat(of("listeners: [{ http: 81 }]"))
                .containsEntry("listeners[0].host", "0.0.0.0")
                .doesNotContainKey("listeners[0].http");
    }

    private static org.assertj.core.api.Condition<String> startingWith(String start) {
        return new org.assertj.core.api.Condition<>(key -> key.startsWith(start), "starts with %s", start);
    }

    private static Map<String, String> of(String yaml) {
        return Defaults.of(
                new YamlSource(Map.of()).parse("a.yaml", yaml, Path.of(".")).root(),
                PluggedKeys.of(Factories.discovered()));
    }
}
