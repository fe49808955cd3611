package dev.trestle.app;

import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.ProblemCollector;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.bridge.settings.SettingsNode.Mapping;
import dev.trestle.bridge.settings.SettingsNode.Scalar;
import dev.trestle.bridge.settings.SettingsNode.ScalarKind;
import dev.trestle.runtime.Gateway.RouteStatus;
import dev.trestle.source.LoadedConfig;
import dev.trestle.tcp.ConnectionEnd;
import dev.trestle.tcp.TcpStatus;
import dev.trestle.upstream.ClusterStatus;
import dev.trestle.upstream.ClusterStatus.EndpointStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that stands still: one route, one cluster with one endpoint, a configuration with a secret.
 *
 * @param lastRejection what it says was refused last
 */
public record FixedState(@Nullable Rejection lastRejection) implements GatewayState {
    @Override
    public long generation() {
        return 7;
    }

    @Override
    public int inFlight() {
        return 2;
    }

    @Override
    public List<RouteStatus> routes() {
        return List.of(new RouteStatus(
                "user.get", "GET", "*", "/v1/users/{id}", "shop", "UserService.getUser(long)", 5000, "demo.yaml:37:5"));
    }

    @Override
    public List<ClusterStatus> clusters() {
        EndpointStatus endpoint = new EndpointStatus("127.0.0.1:20880", 1, "up", 1, 2, 3, 4, 5, 6);
        return List.of(new ClusterStatus("shop", "dubbo", List.of(endpoint), 9));
    }

    @Override
    public List<TcpStatus> connections() {
        return List.of(new TcpStatus("0.0.0.0:18000", "web", 3, 8, 500, 600, Map.of(ConnectionEnd.CLOSED, 5L)));
    }

    @Override
    public Map<String, Object> overrides() {
        return Map.of("listeners[0].http", 8081);
    }

    @Override
    public LoadedConfig config() {
        Map<String, SettingsNode> entries = new LinkedHashMap<>();
        entries.put("port", new Scalar(Position.NONE, "9007199254740993", ScalarKind.INTEGER, false));
        entries.put("ratio", new Scalar(Position.NONE, "1.10", ScalarKind.DECIMAL, false));
        entries.put("password", new Scalar(Position.NONE, "hunter2", ScalarKind.STRING, true));
        entries.put("nothing", new Scalar(Position.NONE, "~", ScalarKind.NULL, false));
        Mapping root = new Mapping(Position.NONE, entries, Map.of());
        return new LoadedConfig(
                null,
                root,
                path -> {
                    throw new IOException(path);
                },
                new ProblemCollector(root));
    }
}
