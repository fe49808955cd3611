package dev.trestle.wasm;

import dev.trestle.wasm.engine.Guest;
import dev.trestle.wasm.engine.GuestImport;
import dev.trestle.wasm.engine.ModuleException;
import dev.trestle.wasm.engine.Signature;
import java.nio.charset.StandardCharsets;

/** Calls host functions the way a guest does, with pointers into the memory of a real one. */
final class HostCalls {
    /** Where results go, in a page that the guest does not use. */
    static final int OUT = 60_000;

    private static final int TEXT = 50_000;

    final PluginInstance instance;
    private final HostFunctions functions;
    private int textAt = TEXT;

    HostCalls(Host host) throws ModuleException {
        this(Plugins.start("raw", "the configuration", host).instance());
    }

    HostCalls(PluginInstance instance) {
        this.instance = instance;
        this.functions = new HostFunctions(instance);
        functions.open();
    }

    Guest guest() {
        return instance.guest();
    }

    /** Calls {@code env.name}; texts among the arguments become a pointer and a length. */
    int call(String name, Object... args) {
        return callIn("env", name, args);
    }

    int callIn(String module, String name, Object... args) {
        textAt = TEXT;
        StringBuilder params = new StringBuilder();
        java.util.List<Long> values = new java.util.ArrayList<>();
        for (Object arg : args) {
            if (arg instanceof String text) {
                byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
                guest().write(textAt, bytes, 0, bytes.length);
                values.add((long) textAt);
                values.add((long) bytes.length);
                params.append("ii");
                textAt += bytes.length;
            } else {
                values.add(((Number) arg).longValue());
                params.append(arg instanceof Long ? "I" : "i");
            }
        }
        long[] all = values.stream().mapToLong(Long::longValue).toArray();
        GuestImport wanted = new GuestImport(module, name, new Signature(params.toString(), "i"));
        return (int) functions.link(wanted).call(guest(), all);
    }

    /** The bytes that the last call gave, found by pointer and length at {@code OUT}. */
    String given() {
        return new String(guest().read(guest().readInt(OUT), guest().readInt(OUT + 4)), StandardCharsets.ISO_8859_1);
    }

    int out() {
        return guest().readInt(OUT);
    }
}
