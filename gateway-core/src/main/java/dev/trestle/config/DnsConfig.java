package dev.trestle.config;

import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Matches;
import dev.trestle.bridge.settings.Range;
import dev.trestle.bridge.settings.Shorthand;
import java.time.Duration;

/** A DNS name whose every address is an endpoint. */
@Doc("Endpoints from DNS: \"host:port\" or a mapping.")
public record DnsConfig(
        @Matches("(\\[[^\\[\\]]+\\]|[^:]+):\\d{1,5}") @Example("orders.internal:20880") @Doc("The name and the port.")
        String name,

        @Default("5s")
        @Range(min = 100, max = 3600000)
        @Doc("How often it is resolved again; the last good answer stays.")
        Duration refresh) {
    /** {@code "orders.corp:20880"}. */
    @Shorthand("name")
    public static DnsConfig of(String name) {
        return new DnsConfig(name, Duration.ofSeconds(5));
    }

    /** Checks the name. */
    public DnsConfig {
        EndpointConfig.requireAddress("name", name);
    }
}
