package dev.trestle.app.serve;

import dev.trestle.app.GatewayState;
import dev.trestle.runtime.Gateway;
import dev.trestle.runtime.Gateway.RouteStatus;
import dev.trestle.source.LoadedConfig;
import dev.trestle.tcp.TcpStatus;
import dev.trestle.upstream.ClusterStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a running gateway and its reloads.
 *
 * @param gateway asked for all but rejections
 * @param reloads asked for those
 * @param overrides what the process was started with
 */
record ServedState(Gateway gateway, Reloads reloads, Map<String, Object> overrides) implements GatewayState {
    @Override
    public long generation() {
        return gateway.generation();
    }

    @Override
    public int inFlight() {
        return gateway.inFlight();
    }

    @Override
    public List<RouteStatus> routes() {
        return gateway.routes();
    }

    @Override
    public List<ClusterStatus> clusters() {
        return gateway.clusters();
    }

    @Override
    public List<TcpStatus> connections() {
        return gateway.connections();
    }

    @Override
    public LoadedConfig config() {
        return gateway.config();
    }

    @Override
    public @Nullable Rejection lastRejection() {
        return reloads.last();
    }
}
