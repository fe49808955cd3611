package dev.trestle.wasm;

import dev.trestle.filter.FieldMap;
import dev.trestle.wasm.engine.ModuleException;
import dev.trestle.wasm.engine.Watchdog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The guest that logs each callback, and what its plugin did in the gateway. */
final class ProbeGuest {
    final FakeHost host = new FakeHost();
    final AtomicLong clock = new AtomicLong();
    final Plugin plugin;

    ProbeGuest(String acts) throws ModuleException {
        this(acts, Conduct.DEFAULT);
    }

    ProbeGuest(String acts, Conduct conduct) throws ModuleException {
        byte[] configuration = acts.getBytes(StandardCharsets.UTF_8);
        byte[] vm = "vm!".getBytes(StandardCharsets.UTF_8);
        PluginSettings settings = new PluginSettings("probe", "root", "vm", vm, configuration, Limits.DEFAULT, conduct);
        SharedState shared = new SharedState();
        var foreign = Plugin.Commons.of(host).foreign();
        plugin = Plugin.start(
                Plugins.code("probe"), settings, new Plugin.Commons(host, shared, new Watchdog(), clock::get, foreign));
    }

    /** The plugin with its instance started, and nothing in its log yet. */
    static ProbeGuest started(String acts) throws ModuleException {
        ProbeGuest guest = new ProbeGuest(acts);
        guest.plugin.instance();
        guest.log();
        return guest;
    }

    /** What was logged since the last time, without level and plugin. */
    List<String> log() {
        List<String> lines = host.log.stream()
                .map(line -> line.substring(line.indexOf(" probe ") + " probe ".length()))
                .toList();
        host.log.clear();
        return lines;
    }

    static FieldMap fields(String name, String value) {
        FieldMap map = new FieldMap();
        map.add(name, value);
        return map;
    }
}
