package dev.trestle.app.schema;

import dev.trestle.bridge.BridgeCodecFactory;
import dev.trestle.bridge.settings.SettingsKey;
import dev.trestle.bridge.settings.Shape;
import dev.trestle.config.ClusterConfig;
import dev.trestle.config.FilterConfig;
import dev.trestle.config.RouteConfig;
import dev.trestle.filter.FilterFactory;
import dev.trestle.runtime.Factories;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * The keys whose records only codecs and filters know: in the wire section of a cluster, beside the keys of a route, in a list of
 * filters. Exactly one of them is written.
 *
 * @param wires one for each codec
 * @param calls one for each codec
 * @param filters one for each filter
 */
public record PluggedKeys(List<SettingsKey> wires, List<SettingsKey> calls, List<SettingsKey> filters) {
    /** The keys of these codecs and filters, by name. */
    public static PluggedKeys of(Factories factories) {
        return new PluggedKeys(
                keys(factories.codecs(), BridgeCodecFactory::name, BridgeCodecFactory::wireSettings),
                keys(factories.codecs(), BridgeCodecFactory::name, BridgeCodecFactory::callSettings),
                keys(factories.filters(), FilterFactory::name, FilterFactory::settings));
    }

    /** The keys of a record, those that are plugged in among them. */
    public List<SettingsKey> keys(Shape.Mapping owner) {
        List<SettingsKey> keys = new ArrayList<>(owner.keys());
        keys.addAll(choices(owner));
        return List.copyOf(keys);
    }

    /** Whether the map {@code key} of {@code owner} holds wires. */
    public boolean isWire(Shape.Mapping owner, SettingsKey key) {
        return owner.type() == ClusterConfig.class && key.name().equals("wire");
    }

    /** The keys of which one stands beside those of {@code owner}; empty where nothing is plugged in. */
    public List<SettingsKey> choices(Shape.Mapping owner) {
        return owner.type() == RouteConfig.class ? calls : owner.type() == FilterConfig.class ? filters : List.of();
    }

    private static <F> List<SettingsKey> keys(
            Collection<F> factories, Function<F, String> name, Function<F, Class<? extends Record>> settings) {
        return factories.stream()
                .map(factory -> {
                    Shape.Mapping shape = new Shape.Mapping(settings.apply(factory));
                    return new SettingsKey(name.apply(factory), shape, shape.doc(), false, null, null, null, null);
                })
                .toList();
    }
}
