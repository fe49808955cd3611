package dev.trestle.app.serve;

import dev.trestle.app.log.AccessLogMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
 * @param management where the management plane is bound; port 0 for any free one
 * @param watch whether edits of the routes are applied
 * @param accessLog which requests get a line
 * @param accessLogFile where the lines go, or null for standard output
 * @param drainTimeout the most time exchanges in flight get at a stop
 */
public record ServeOptions(
        Path routes,
        Map<String, String> environment,
        @Nullable Integer port,
        InetSocketAddress management,
        boolean watch,
        AccessLogMode accessLog,
        @Nullable Path accessLogFile,
        Duration drainTimeout) {
    /** The management plane's usual place: {@code port} on loopback, 0 for any free one. */
    public static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** What of the routes these options replace, by its path. */
    Map<String, Object> overrides() {
        return port == null ? Map.of() : Map.of("listeners[0].http", port);
    }
}
