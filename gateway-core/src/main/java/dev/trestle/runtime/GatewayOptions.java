package dev.trestle.runtime;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway is started with, besides its configuration.
 *
 * @param port overrides the port of the first HTTP listener; 0 for any free one, null for what the configuration says
 * @param eventLoops threads that serve; by default one for each processor
 * @param drainTimeout the most time exchanges in flight get at a stop or after a reload
 */
public record GatewayOptions(@Nullable Integer port, int eventLoops, Duration drainTimeout) {
    /** Ports of the configuration, one loop for each processor, 30 s. */
    public static GatewayOptions defaults() {
        return new GatewayOptions(null, Runtime.getRuntime().availableProcessors(), Duration.ofSeconds(30));
    }
}
