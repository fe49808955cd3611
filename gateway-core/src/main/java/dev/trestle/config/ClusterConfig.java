package dev.trestle.config;

import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.OneOf;
import dev.trestle.bridge.settings.SettingException;
import dev.trestle.bridge.settings.SettingsNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One service behind the gateway: its endpoints, how they are chosen, how they are spoken to. */
@Doc("A service behind the gateway.")
@OneOf({"endpoints", "dns"})
public record ClusterConfig(
        @Example("[\"10.0.0.7:20880\", {address: \"10.0.0.8:20880\", weight: 2}]")
        @Doc("Its endpoints: \"host:port\", or {address, weight, labels}. Host names are resolved, and resolved again.")
        List<EndpointConfig> endpoints,

        @Example("orders.internal:20880") @Doc("A DNS name whose every address is an endpoint.") @Nullable
        DnsConfig dns,

        @Default("roundRobin") @Doc("How an endpoint is chosen.")
        LoadBalancer loadBalancer,

        @Default("{}") @Doc("Connections.") PoolConfig pool,

        @Example("{dubbo: {}}")
        @Doc(
                "What the service speaks: one protocol, with its settings. Without it, tcp listeners can use the cluster, and filters that take it for Redis or gRPC.")
        Map<String, SettingsNode> wire) {
    /** How an endpoint is chosen. */
    public enum LoadBalancer {
        @Doc("Each in turn, by weight.")
        ROUND_ROBIN,
        @Doc("The one with fewer exchanges in flight of two picked at random.")
        LEAST_REQUEST
    }

    /** Checks that there is one origin of endpoints and at most one protocol. */
    public ClusterConfig {
        if (endpoints.isEmpty() == (dns == null)) {
            throw dns == null
                    ? new SettingException("endpoints", "none (expected: at least one endpoint, or dns)")
                    : new SettingException("dns", "beside endpoints (expected: exactly one of endpoints and dns)");
        }
        if (wire.size() > 1) {
            throw new SettingException("wire", String.join(", ", wire.keySet()) + " (expected: one protocol)");
        }
        endpoints = List.copyOf(endpoints);
        wire = java.util.Collections.unmodifiableMap(wire);
    }

    /** The name of what it speaks; {@code none} where nothing is said of it. */
    public String protocol() {
        return wire.isEmpty() ? "none" : wire.keySet().iterator().next();
    }
}
