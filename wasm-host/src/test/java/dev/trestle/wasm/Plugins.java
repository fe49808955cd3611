package dev.trestle.wasm;

import dev.trestle.wasm.engine.Code;
import dev.trestle.wasm.engine.ModuleException;
import dev.trestle.wasm.engine.Watchdog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/** Plugins from the modules among the test resources. */
final class Plugins {
    private static final Map<String, Code> CODES = new ConcurrentHashMap<>();

    private Plugins() {}

    /** A module by its name; large ones are kept packed. */
    static byte[] module(String name) {
        try (InputStream packed = Plugins.class.getResourceAsStream("/wasm/" + name + ".wasm.gz")) {
            if (packed != null) {
                return new GZIPInputStream(packed).readAllBytes();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        try (InputStream in = Plugins.class.getResourceAsStream("/wasm/" + name + ".wasm")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Code code(String name) {
        return CODES.computeIfAbsent(name, any -> load(module(name)));
    }

    private static Code load(byte[] module) {
        try {
            return Code.load(module, Code.Mode.COMPILED);
        } catch (ModuleException refused) {
            throw new AssertionError(refused);
        }
    }

    static PluginSettings settings(String configuration) {
        byte[] text = configuration.getBytes(StandardCharsets.UTF_8);
        return new PluginSettings("test", "", "vm", new byte[0], text, Limits.DEFAULT, Conduct.DEFAULT);
    }

    static Plugin start(String name, String configuration, Host host) throws ModuleException {
        return Plugin.start(code(name), settings(configuration), Plugin.Commons.of(host));
    }

    static Plugin.Commons runtime(Host host, AtomicLong clock) {
        return new Plugin.Commons(host, new SharedState(), new Watchdog(), clock::get, Map.of());
    }
}
