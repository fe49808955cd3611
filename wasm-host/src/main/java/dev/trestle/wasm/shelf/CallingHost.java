package dev.trestle.wasm.shelf;

import dev.trestle.filter.Callouts;
import dev.trestle.filter.GrpcCallouts;
import dev.trestle.filter.RedisCallouts;
import dev.trestle.wasm.Host;
import org.jspecify.annotations.Nullable;

/** The gateway as a plugin sees it that may send requests of its own. */
record CallingHost(GatewayHost gateway, PluginPlan.Outside outside) implements Host {
    @Override
    public @Nullable Runnable call(Loop loop, Callouts.Request request, Callouts.Listener listener) {
        return outside.callouts().send(loop, request, listener);
    }

    @Override
    public @Nullable Runnable redis(Loop loop, RedisCallouts.Command command, RedisCallouts.Listener listener) {
        return outside.redis().send(loop, command, listener);
    }

    @Override
    public GrpcCallouts.@Nullable Stream grpc(Loop loop, GrpcCallouts.Call call, GrpcCallouts.Listener listener) {
        return outside.grpc().open(loop, call, listener);
    }

    @Override
    public void log(LogLevel level, String plugin, String message) {
        gateway.log(level, plugin, message);
    }

    @Override
    public LogLevel logLevel() {
        return gateway.logLevel();
    }

    @Override
    public @Nullable Metric metric(MetricKind kind, String name) {
        return gateway.metric(kind, name);
    }

    @Override
    public Loop loop() {
        return gateway.loop();
    }

    @Override
    public long timeNanos() {
        return gateway.timeNanos();
    }
}
