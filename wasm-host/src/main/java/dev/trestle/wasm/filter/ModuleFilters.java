package dev.trestle.wasm.filter;

import dev.trestle.wasm.Plugin;
import dev.trestle.wasm.shelf.PluginShelf;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** What a module in front of exchanges and one in front of connections have in common: a share of a plugin, for as long as it is needed. */
abstract sealed class ModuleFilters permits WasmHttpFilters, WasmNetworkFilters {
    private final int maxBytes;
    private final PluginShelf.@Nullable Lease lease;

    /**
     * Of a plugin.
     *
     * @param lease null if the module or its configuration was refused
     */
    ModuleFilters(WasmFilterSettings settings, PluginShelf.@Nullable Lease lease) {
        this.maxBytes = settings.maxBodyBytes().toInt();
        this.lease = lease;
    }

    /** The most bytes that it holds of one direction. */
    final int maxBytes() {
        return maxBytes;
    }

    final Plugin plugin() {
        return Objects.requireNonNull(lease, "a plugin").plugin();
    }

    /** The configuration serves, on these loops. */
    public void serve(List<ScheduledExecutorService> loops) {
        if (lease != null) {
            lease.serve(loops);
        }
    }

    /** No further streams. */
    public void close() {
        if (lease != null) {
            lease.close();
        }
    }
}
