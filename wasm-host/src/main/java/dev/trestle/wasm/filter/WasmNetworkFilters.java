package dev.trestle.wasm.filter;

import dev.trestle.filter.FilterConnection;
import dev.trestle.filter.NetworkFilter;
import dev.trestle.filter.NetworkFilters;
import dev.trestle.wasm.shelf.PluginShelf;
import org.jspecify.annotations.Nullable;

/** A module in front of TCP connections. */
final class WasmNetworkFilters extends ModuleFilters implements NetworkFilters {
    /** See {@link ModuleFilters}. */
    WasmNetworkFilters(WasmFilterSettings settings, PluginShelf.@Nullable Lease lease) {
        super(settings, lease);
    }

    @Override
    public int maxDataBytes() {
        return maxBytes();
    }

    /** A module that only works by its timer and its queues wants no streams: it runs beside the connections. */
    @Override
    public NetworkFilter open(FilterConnection connection) {
        return plugin().hasStreams() ? new WasmNetworkFilter(plugin(), connection) : new NetworkFilter() {};
    }
}
