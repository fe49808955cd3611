package dev.trestle.runtime;

import dev.trestle.bridge.BridgeCodecFactory;
import java.util.Collection;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Codec factories by name. Two with one name are a failure at start. Immutable. */
public final class Factories {
    private final Map<String, BridgeCodecFactory<?, ?>> codecs = new TreeMap<>();

    /** The given factories. */
    public Factories(Iterable<? extends BridgeCodecFactory<?, ?>> factories) {
        for (BridgeCodecFactory<?, ?> factory : factories) {
            BridgeCodecFactory<?, ?> other = codecs.put(factory.name(), factory);
            if (other != null) {
                throw new IllegalStateException(
                        "codec " + factory.name() + ": " + factory.getClass().getName() + " and "
                                + other.getClass().getName() + " (expected: one)");
            }
        }
    }

    /** All that {@code ServiceLoader} finds. */
    @SuppressWarnings("unchecked") // ServiceLoader cannot name type arguments
    public static Factories discovered() {
        return new Factories(
                (Iterable<BridgeCodecFactory<?, ?>>) (Iterable<?>) ServiceLoader.load(BridgeCodecFactory.class));
    }

    /** The factory of {@code name}, or null. */
    public @Nullable BridgeCodecFactory<?, ?> codec(String name) {
        return codecs.get(name);
    }

    /** The names there are. */
    public Set<String> names() {
        return java.util.Collections.unmodifiableSet(codecs.keySet());
    }

    /** All codec factories, by name. */
    public Collection<BridgeCodecFactory<?, ?>> codecs() {
        return java.util.Collections.unmodifiableCollection(codecs.values());
    }
}
