package dev.trestle.runtime;

import dev.trestle.bridge.settings.Default;
import dev.trestle.filter.FilterConnection;
import dev.trestle.filter.FilterContext;
import dev.trestle.filter.FilterFactory;
import dev.trestle.filter.HttpFilters;
import dev.trestle.filter.NetworkFilter;
import dev.trestle.filter.NetworkFilters;
import java.util.concurrent.atomic.AtomicInteger;

/** Filters of connections that do what a test says. */
final class TcpFilterFactory implements FilterFactory<TcpFilterFactory.TcpFilterSettings> {
    static final int MAX_DATA_BYTES = 64 << 10;

    /** How many are open. */
    final AtomicInteger open = new AtomicInteger();

    private final Connections connections;

    /** Makes the filter of one connection. */
    @FunctionalInterface
    interface Connections {
        NetworkFilter open(String name, FilterConnection connection);
    }

    /**
     * What it is called.
     *
     * @param name given to {@link Connections}
     */
    record TcpFilterSettings(@Default("probe") String name) {}

    TcpFilterFactory(Connections connections) {
        this.connections = connections;
    }

    @Override
    public String name() {
        return "probe";
    }

    @Override
    public Class<TcpFilterSettings> settings() {
        return TcpFilterSettings.class;
    }

    @Override
    public HttpFilters newHttpFilters(TcpFilterSettings settings, FilterContext context) {
        throw new IllegalStateException("no filter of requests");
    }

    @Override
    public NetworkFilters newNetworkFilters(TcpFilterSettings settings, FilterContext context) {
        open.incrementAndGet();
        return new NetworkFilters() {
            @Override
            public int maxDataBytes() {
                return MAX_DATA_BYTES;
            }

            @Override
            public NetworkFilter open(FilterConnection connection) {
                return connections.open(settings.name(), connection);
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }
}
