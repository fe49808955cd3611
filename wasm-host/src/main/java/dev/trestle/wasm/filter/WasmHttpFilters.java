package dev.trestle.wasm.filter;

import dev.trestle.filter.FilterExchange;
import dev.trestle.filter.HttpFilter;
import dev.trestle.filter.HttpFilters;
import dev.trestle.wasm.shelf.PluginShelf;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** A module in front of HTTP exchanges. */
final class WasmHttpFilters implements HttpFilters {
    private final WasmFilterSettings settings;
    private final PluginShelf.@Nullable Lease lease;

    /**
     * Of a plugin.
     *
     * @param lease null if the module or its configuration was refused
     */
    WasmHttpFilters(WasmFilterSettings settings, PluginShelf.@Nullable Lease lease) {
        this.settings = settings;
        this.lease = lease;
    }

    @Override
    public int maxBodyBytes() {
        return settings.maxBodyBytes().toInt();
    }

    /** A module that only works by its timer and its queues wants no streams: it runs beside the exchanges. */
    @Override
    public HttpFilter open(FilterExchange exchange) {
        PluginShelf.Lease held = Objects.requireNonNull(lease, "a plugin");
        return held.plugin().hasStreams() ? new WasmHttpFilter(held.plugin(), exchange) : new HttpFilter() {};
    }

    @Override
    public void serve(List<ScheduledExecutorService> loops) {
        if (lease != null) {
            lease.serve(loops);
        }
    }

    @Override
    public void close() {
        if (lease != null) {
            lease.close();
        }
    }
}
