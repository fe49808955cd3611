package dev.trestle.app.serve;

import dev.trestle.app.log.AccessLogRule;
import dev.trestle.app.management.ManagementOptions;
import dev.trestle.app.otlp.OtlpOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway process is started with.
 *
 * @param routes a YAML file or a directory of them
 * @param environment for {@code ${env:NAME}} in the routes
 * @param port overrides the port of the first listener; 0 for any free one, null for what the routes say
 * @param management where the management plane is, and for whom
 * @param watch whether edits of the routes are applied
 * @param accessLog which requests get a line
 * @param accessLogFile where the lines go, or null for standard output
 * @param drainTimeout the most time exchanges in flight get at a stop
 * @param otlp where traces and metrics are sent, or null
 */
public record ServeOptions(
        Path routes,
        Map<String, String> environment,
        @Nullable Integer port,
        ManagementOptions management,
        boolean watch,
        AccessLogRule accessLog,
        @Nullable Path accessLogFile,
        Duration drainTimeout,
        @Nullable OtlpOptions otlp) {
    /** What of the routes these options replace, by its path. */
    Map<String, Object> overrides() {
        return port == null ? Map.of() : Map.of("listeners[0].http", port);
    }
}
