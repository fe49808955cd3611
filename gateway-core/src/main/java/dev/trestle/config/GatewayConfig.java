package dev.trestle.config;

import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import java.util.List;
import java.util.Map;

/** Everything the operator wrote: the union of all files. */
@Doc("What the gateway serves. A directory is the union of its files.")
public record GatewayConfig(
        @Example("[{http: 8080}]") @Doc("Where requests come in. Without any: HTTP on port 8080.")
        List<ListenerConfig> listeners,

        @Doc("The services behind the gateway, by name.") Map<String, ClusterConfig> clusters,
        @Doc("What is served.") List<RouteConfig> routes) {
    /** Copies. */
    public GatewayConfig {
        listeners = List.copyOf(listeners);
        clusters = java.util.Collections.unmodifiableMap(clusters);
        routes = List.copyOf(routes);
    }
}
