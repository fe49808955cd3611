package dev.trestle.app.schema;

import dev.trestle.bridge.BridgeCodecFactory;
import dev.trestle.bridge.settings.SettingsKey;
import dev.trestle.bridge.settings.Shape;
import dev.trestle.config.ClusterConfig;
import dev.trestle.config.RouteConfig;
import dev.trestle.runtime.Factories;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The keys whose records only the codecs know: in the wire section of a cluster, and beside the keys of a route. Exactly one of
 * them is written.
 *
 * @param wires one for each codec
 * @param calls one for each codec
 */
public record CodecKeys(List<SettingsKey> wires, List<SettingsKey> calls) {
    /** The keys of these codecs, by name. */
    public static CodecKeys of(Factories factories) {
        return new CodecKeys(
                keys(factories, BridgeCodecFactory::wireSettings), keys(factories, BridgeCodecFactory::callSettings));
    }

    /** The keys of a record, those of the calls among them. */
    public List<SettingsKey> keys(Shape.Mapping owner) {
        List<SettingsKey> keys = new ArrayList<>(owner.keys());
        if (areCalls(owner)) {
            keys.addAll(calls);
        }
        return List.copyOf(keys);
    }

    /** Whether the map {@code key} of {@code owner} holds wires. */
    public boolean isWire(Shape.Mapping owner, SettingsKey key) {
        return owner.type() == ClusterConfig.class && key.name().equals("wire");
    }

    /** Whether the other keys of {@code owner} are calls. */
    public boolean areCalls(Shape.Mapping owner) {
        return owner.type() == RouteConfig.class;
    }

    private static List<SettingsKey> keys(
            Factories factories, Function<BridgeCodecFactory<?, ?>, Class<? extends Record>> settings) {
        return factories.codecs().stream()
                .map(factory -> {
                    Shape.Mapping shape = new Shape.Mapping(settings.apply(factory));
                    return new SettingsKey(factory.name(), shape, shape.doc(), false, null, null, null, null);
                })
                .toList();
    }
}
