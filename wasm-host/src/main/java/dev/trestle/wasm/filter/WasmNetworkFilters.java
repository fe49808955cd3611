package dev.trestle.wasm.filter;

import dev.trestle.filter.FilterConnection;
import dev.trestle.filter.NetworkFilter;
import dev.trestle.filter.NetworkFilters;
import dev.trestle.wasm.shelf.PluginShelf;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** A module in front of TCP connections. */
final class WasmNetworkFilters implements NetworkFilters {
    private final WasmFilterSettings settings;
    private final PluginShelf.@Nullable Lease lease;

    /**
     * Of a plugin.
     *
     * @param lease null if the module or its configuration was refused
     */
    WasmNetworkFilters(WasmFilterSettings settings, PluginShelf.@Nullable Lease lease) {
        this.settings = settings;
        this.lease = lease;
    }

    @Override
    public int maxDataBytes() {
        return settings.maxBodyBytes().toInt();
    }

    /** A module that only works by its timer and its queues wants no streams: it runs beside the connections. */
    @Override
    public NetworkFilter open(FilterConnection connection) {
        PluginShelf.Lease held = Objects.requireNonNull(lease, "a plugin");
        return held.plugin().hasStreams() ? new WasmNetworkFilter(held.plugin(), connection) : new NetworkFilter() {};
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
