package dev.trestle.wasm;

import dev.trestle.wasm.engine.ModuleException;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A version of the proxy-wasm ABI (https://github.com/proxy-wasm/spec). A module says which one it was built for by the name of
 * an export that is never called.
 */
public enum Abi {
    /** The first one. */
    V0_1_0,
    /** With {@code proxy_continue_stream} and configurations in buffers. */
    V0_2_0,
    /** With {@code proxy_get_log_level}. */
    V0_2_1,
    /** Higress' dialect of 0.2.1: a pause in headers holds the headers alone, not the body behind them. */
    V0_2_100;

    private static final String MARKER = "proxy_abi_version_";

    /** The version of a module with these exports; of the newest, should it claim several. */
    static Abi of(Set<String> exports) throws ModuleException {
        Abi found = null;
        for (Abi abi : values()) {
            found = exports.contains(abi.marker()) ? abi : found;
        }
        if (found == null) {
            String unknown = exports.stream()
                    .filter(export -> export.startsWith(MARKER))
                    .map(export -> export.substring(MARKER.length()))
                    .sorted()
                    .collect(Collectors.joining(" "));
            throw new ModuleException("proxy-wasm ABI: " + (unknown.isEmpty() ? "none" : unknown)
                    + " (expected: 0_1_0, 0_2_0, 0_2_1 or 0_2_100, as an export " + MARKER + "...)");
        }
        return found;
    }

    private String marker() {
        return MARKER + name().substring(1);
    }
}
