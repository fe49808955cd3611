package dev.trestle.wasm.shelf;

import dev.trestle.bridge.MetricSource;
import dev.trestle.wasm.Host;
import dev.trestle.wasm.Plugin;
import dev.trestle.wasm.PluginLostException;
import dev.trestle.wasm.engine.Code;
import dev.trestle.wasm.engine.ModuleException;
import dev.trestle.wasm.engine.Modules;
import java.lang.ref.Cleaner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The modules and plugins in use: equal ones are compiled and started once, for as long as a configuration holds them. Slow side;
 * thread safe.
 *
 * <p>A plugin is closed with its last {@link Lease}. Nobody says when a codec is not needed any more: exchanges of an old configuration
 * may still hold it. A lease therefore also ends once nothing can reach it; the plugin itself its own timers may reach for ever.
 */
public final class PluginShelf {
    private final GatewayHost host = new GatewayHost();
    private final Modules modules = new Modules();
    private final Map<Key, Kept> plugins = new HashMap<>();
    private @Nullable Cleaner cleaner;
    private Plugin.@Nullable Commons commons;

    /** An empty shelf. */
    public PluginShelf() {}

    private record Key(String sha256, PluginPlan plan) {}

    /** A plugin, and how many have it. */
    private static final class Kept {
        private final Plugin plugin;
        private int leases;

        Kept(Plugin plugin) {
            this.plugin = plugin;
        }
    }

    /** A share of a plugin, for whoever makes streams of it. */
    public static final class Lease implements AutoCloseable {
        private final Plugin plugin;
        private Cleaner.@Nullable Cleanable end;

        private Lease(Plugin plugin) {
            this.plugin = plugin;
        }

        /** The plugin. */
        public Plugin plugin() {
            return plugin;
        }

        /** It serves on these event loops: from now on the plugin is there on each, and what it does by itself begins. Slow side. */
        public void serve(List<ScheduledExecutorService> loops) {
            plugin.serve(loops.stream().map(GatewayHost::loop).toList());
        }

        /** No further streams. */
        @Override
        public void close() {
            if (end != null) {
                end.clean();
            }
        }
    }

    /** The gateway around all plugins. */
    public Host host() {
        return host;
    }

    /** The metrics of all plugins there ever were. */
    public List<MetricSource.Metric> metrics() {
        return host.metrics().metrics();
    }

    /** The code of a module, compiled once for each digest. */
    public Code load(byte[] module, Code.Mode mode, @Nullable String sha256) throws ModuleException {
        return modules.load(module, mode, sha256);
    }

    /** The plugin of a module; on every event loop that has served one before, its instance is made here. */
    public synchronized Lease plugin(Code code, PluginPlan plan) throws ModuleException {
        Key key = new Key(code.sha256(), plan);
        Kept kept = plugins.get(key);
        if (kept == null) {
            kept = new Kept(start(code, plan));
            plugins.put(key, kept);
        }
        Kept shared = kept;
        shared.leases++;
        Lease lease = new Lease(shared.plugin);
        lease.end = cleaner().register(lease, () -> release(key, shared));
        return lease;
    }

    private synchronized void release(Key key, Kept kept) {
        kept.leases--;
        if (kept.leases == 0) {
            plugins.remove(key);
            kept.plugin.close();
        }
    }

    private Plugin start(Code code, PluginPlan plan) throws ModuleException {
        Plugin plugin = Plugin.start(code, plan.settings(), commons(plan.outside()));
        for (Host.Loop loop : plugin.hasStreams() ? host.loops() : Set.<Host.Loop>of()) {
            try {
                plugin.prepare(loop);
            } catch (PluginLostException lost) {
                throw new ModuleException("the module does not start: " + lost.reason());
            }
        }
        return plugin;
    }

    /** Everything is common to all plugins but where their requests go. */
    private Plugin.Commons commons(PluginPlan.Outside outside) {
        Plugin.Commons made = commons;
        if (made == null) {
            made = Plugin.Commons.of(host);
            commons = made;
        }
        Host calling = new CallingHost(host, outside);
        return new Plugin.Commons(calling, made.shared(), made.watchdog(), made.clock(), made.foreign());
    }

    private Cleaner cleaner() {
        Cleaner made = cleaner;
        if (made == null) {
            made = Cleaner.create();
            cleaner = made;
        }
        return made;
    }
}
