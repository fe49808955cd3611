package dev.trestle.wasm.codec;

import dev.trestle.wasm.Conduct;
import dev.trestle.wasm.Host;
import dev.trestle.wasm.Limits;
import dev.trestle.wasm.Plugin;
import dev.trestle.wasm.PluginLostException;
import dev.trestle.wasm.PluginSettings;
import dev.trestle.wasm.engine.Code;
import dev.trestle.wasm.engine.ModuleException;
import dev.trestle.wasm.engine.Modules;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The modules and plugins in use: equal ones are compiled and started once, for as long as a configuration holds them. Slow side;
 * thread safe.
 *
 * <p>Nobody says when a codec is not needed any more: exchanges of an old configuration may still hold it. A plugin is therefore
 * closed once nothing can reach its {@link Lease}; the plugin itself its own timers may reach for ever.
 */
final class PluginShelf {
    private final CodecHost host = new CodecHost();
    private final Modules modules = new Modules();
    private final Map<Key, WeakReference<Lease>> plugins = new HashMap<>();
    private @Nullable Cleaner cleaner;
    private Plugin.@Nullable Commons commons;

    private record Key(
            String sha256, String name, Configuration configuration, Limits limits, Code.Mode mode, Use use) {}

    /** What an instance does: frames are cut by one of their own, which no exchange can break. */
    enum Use {
        EXCHANGES,
        FRAMES
    }

    /** A share of a plugin, for whoever makes streams of it. */
    record Lease(Plugin plugin) {}

    CodecHost host() {
        return host;
    }

    Code load(byte[] module, WasmWireSettings settings) throws ModuleException {
        return modules.load(module, mode(settings), settings.sha256());
    }

    /** The plugin of a module with a configuration; on every event loop that has served one before, its instance is made here. */
    synchronized Lease plugin(Code code, WasmWireSettings settings, Configuration configuration, Use use)
            throws ModuleException {
        plugins.values().removeIf(reference -> reference.get() == null);
        Limits limits = settings.hostLimits();
        Key key = new Key(code.sha256(), name(settings), configuration, limits, mode(settings), use);
        WeakReference<Lease> known = plugins.get(key);
        Lease lease = known == null ? null : known.get();
        if (lease == null) {
            Plugin plugin = start(code, key);
            lease = new Lease(plugin);
            Cleaner.Cleanable unused = cleaner().register(lease, plugin::close);
            plugins.put(key, new WeakReference<>(lease));
        }
        return lease;
    }

    private Plugin start(Code code, Key key) throws ModuleException {
        PluginSettings settings = new PluginSettings(
                key.name(),
                "",
                "codec/" + key.name(),
                new byte[0],
                key.configuration().bytes(),
                key.limits(),
                Conduct.DEFAULT);
        Plugin plugin = Plugin.start(code, settings, commons());
        for (Host.Loop loop : host.loops()) {
            try {
                plugin.prepare(loop);
            } catch (PluginLostException lost) {
                throw new ModuleException("the module does not start: " + lost.reason());
            }
        }
        return plugin;
    }

    private Plugin.Commons commons() {
        Plugin.Commons made = commons;
        if (made == null) {
            made = Plugin.Commons.of(host);
            commons = made;
        }
        return made;
    }

    private Cleaner cleaner() {
        Cleaner made = cleaner;
        if (made == null) {
            made = Cleaner.create();
            cleaner = made;
        }
        return made;
    }

    private static Code.Mode mode(WasmWireSettings settings) {
        return settings.engine() == WasmWireSettings.Engine.COMPILED ? Code.Mode.COMPILED : Code.Mode.INTERPRETED;
    }

    /** The file's name without its ending: short, and what the operator calls it. */
    static String name(WasmWireSettings settings) {
        String file = String.valueOf(Path.of(settings.module()).getFileName());
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }
}
