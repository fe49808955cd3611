package dev.trestle.wasm.shelf;

import dev.trestle.filter.Callouts;
import dev.trestle.filter.GrpcCallouts;
import dev.trestle.filter.RedisCallouts;
import dev.trestle.wasm.Conduct;
import dev.trestle.wasm.Limits;
import dev.trestle.wasm.PluginSettings;
import dev.trestle.wasm.engine.Code;

/**
 * A plugin as it is wanted. Equal plans of equal modules are one plugin.
 *
 * @param name what it is called in logs and metrics
 * @param use what its instances do; those of one use share nothing with those of another
 * @param rootId which of the module's plugins it is; empty for modules with one
 * @param configuration read by the plugin while it is configured
 * @param limits what it may use
 * @param conduct how its host behaves where the specification leaves it open
 * @param mode how its functions are run
 * @param outside where what it sends by itself goes
 */
public record PluginPlan(
        String name,
        Use use,
        String rootId,
        Configuration configuration,
        Limits limits,
        Conduct conduct,
        Code.Mode mode,
        Outside outside) {
    /** What an instance does. */
    public enum Use {
        /** A codec's exchanges. */
        EXCHANGES,
        /** Frames are cut by an instance of their own, which no exchange can break. */
        FRAMES,
        /** Filters. */
        FILTERS
    }

    /**
     * Where plugins may send something of their own.
     *
     * @param callouts by HTTP
     * @param redis to Redis
     * @param grpc by gRPC
     */
    public record Outside(Callouts callouts, RedisCallouts redis, GrpcCallouts grpc) {
        /** Nowhere. */
        public static Outside none() {
            return new Outside(Callouts.none(), RedisCallouts.none(), GrpcCallouts.none());
        }
    }

    PluginSettings settings() {
        String vmId = (use == Use.FILTERS ? "filter/" : "codec/") + name;
        return new PluginSettings(name, rootId, vmId, new byte[0], configuration.bytes(), limits, conduct);
    }
}
