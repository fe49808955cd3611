package dev.trestle.wasm.filter;

import dev.trestle.filter.FilterExchange;
import dev.trestle.filter.HttpFilter;
import dev.trestle.filter.HttpFilters;
import dev.trestle.wasm.shelf.PluginShelf;
import org.jspecify.annotations.Nullable;

/** A module in front of HTTP exchanges. */
final class WasmHttpFilters extends ModuleFilters implements HttpFilters {
    /** See {@link ModuleFilters}. */
    WasmHttpFilters(WasmFilterSettings settings, PluginShelf.@Nullable Lease lease) {
        super(settings, lease);
    }

    @Override
    public int maxBodyBytes() {
        return maxBytes();
    }

    /** A module that only works by its timer and its queues wants no streams: it runs beside the exchanges. */
    @Override
    public HttpFilter open(FilterExchange exchange) {
        return plugin().hasStreams() ? new WasmHttpFilter(plugin(), exchange) : new HttpFilter() {};
    }
}
