package dev.trestle.runtime;

import dev.trestle.bridge.BridgeCodecFactory;
import dev.trestle.bridge.MetricSource;
import dev.trestle.filter.FilterFactory;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Factories of codecs and of filters, by name. Two of a sort with one name are a failure at start. Immutable. */
public final class Factories {
    private final Map<String, BridgeCodecFactory<?, ?>> codecs;
    private final Map<String, FilterFactory<?>> filters;

    /** The given factories. */
    public Factories(
            Iterable<? extends BridgeCodecFactory<?, ?>> codecs, Iterable<? extends FilterFactory<?>> filters) {
        this.codecs = named("codec", codecs, BridgeCodecFactory::name);
        this.filters = named("filter", filters, FilterFactory::name);
    }

    private static <F> Map<String, F> named(String sort, Iterable<? extends F> all, Function<F, String> name) {
        Map<String, F> named = new TreeMap<>();
        for (F factory : all) {
            F other = named.put(name.apply(factory), factory);
            if (other != null) {
                throw new IllegalStateException(sort + " " + name.apply(factory) + ": "
                        + factory.getClass().getName() + " and "
                        + other.getClass().getName() + " (expected: one)");
            }
        }
        return Collections.unmodifiableMap(named);
    }

    /** All that {@code ServiceLoader} finds. */
    @SuppressWarnings("unchecked") // ServiceLoader cannot name type arguments
    public static Factories discovered() {
        return new Factories(
                (Iterable<BridgeCodecFactory<?, ?>>) (Iterable<?>) ServiceLoader.load(BridgeCodecFactory.class),
                (Iterable<FilterFactory<?>>) (Iterable<?>) ServiceLoader.load(FilterFactory.class));
    }

    /** The codec factory of {@code name}, or null. */
    public @Nullable BridgeCodecFactory<?, ?> codec(String name) {
        return codecs.get(name);
    }

    /** The names of codecs. */
    public Set<String> names() {
        return codecs.keySet();
    }

    /** The filter factory of {@code name}, or null. */
    public @Nullable FilterFactory<?> filter(String name) {
        return filters.get(name);
    }

    /** The names of filters. */
    public Set<String> filterNames() {
        return filters.keySet();
    }

    /** All filter factories, by name. */
    public Collection<FilterFactory<?>> filters() {
        return filters.values();
    }

    /** All codec factories, by name. */
    public Collection<BridgeCodecFactory<?, ?>> codecs() {
        return codecs.values();
    }

    /** Those that have metrics of their own. */
    public List<MetricSource> metricSources() {
        return Stream.concat(codecs.values().stream(), filters.values().stream())
                .filter(MetricSource.class::isInstance)
                .map(MetricSource.class::cast)
                .toList();
    }
}
