package dev.trestle.app;

import dev.trestle.bridge.settings.Problem;
import dev.trestle.runtime.Gateway.RouteStatus;
import dev.trestle.source.LoadedConfig;
import dev.trestle.tcp.TcpStatus;
import dev.trestle.upstream.ClusterStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the management plane and the metrics see of a running gateway. Thread safe, answers at once. */
public interface GatewayState {
    /** The number of the configuration that serves. */
    long generation();

    /** Exchanges in flight. */
    int inFlight();

    /** What is served, most specific first. */
    List<RouteStatus> routes();

    /** The clusters, by name. */
    List<ClusterStatus> clusters();

    /** Connections that pass through, by listener and cluster. */
    List<TcpStatus> connections();

    /** What the served configuration was compiled from. */
    LoadedConfig config();

    /** What the command line says instead of the configuration, by the path of what it replaces. */
    Map<String, Object> overrides();

    /** The last change that was refused, or null. */
    @Nullable
    Rejection lastRejection();

    /**
     * A change that was refused.
     *
     * @param rejectedAt when
     * @param recoveredAt when a later change was accepted; null while the files are still wrong
     * @param problems why
     */
    record Rejection(Instant rejectedAt, @Nullable Instant recoveredAt, List<Problem> problems) {
        /** Copies. */
        public Rejection {
            problems = List.copyOf(problems);
        }
    }
}
