package dev.trestle.runtime;

import dev.trestle.bridge.settings.Default;
import dev.trestle.filter.FilterContext;
import dev.trestle.filter.FilterExchange;
import dev.trestle.filter.FilterFactory;
import dev.trestle.filter.HttpFilter;
import dev.trestle.filter.HttpFilters;
import dev.trestle.filter.NetworkFilters;
import java.util.concurrent.atomic.AtomicInteger;

/** A filter without a module, which does what its settings say. */
final class ProbeFilterFactory implements FilterFactory<ProbeFilterFactory.ProbeFilterSettings> {
    /** How many were made. */
    final AtomicInteger made = new AtomicInteger();
    /** How many of them are open. */
    final AtomicInteger open = new AtomicInteger();

    /**
     * What it does.
     *
     * @param name what it calls itself
     */
    record ProbeFilterSettings(@Default("probe") String name) {}

    @Override
    public String name() {
        return "probe";
    }

    @Override
    public Class<ProbeFilterSettings> settings() {
        return ProbeFilterSettings.class;
    }

    @Override
    public HttpFilters newHttpFilters(ProbeFilterSettings settings, FilterContext context) {
        made.incrementAndGet();
        open.incrementAndGet();
        return new HttpFilters() {
            @Override
            public int maxBodyBytes() {
                return 1024;
            }

            @Override
            public HttpFilter open(FilterExchange exchange) {
                return new HttpFilter() {};
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    @Override
    public NetworkFilters newNetworkFilters(ProbeFilterSettings settings, FilterContext context) {
        throw new IllegalStateException("no filter of connections");
    }
}
