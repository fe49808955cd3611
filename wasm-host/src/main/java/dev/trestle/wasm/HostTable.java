package dev.trestle.wasm;

import dev.trestle.wasm.engine.GuestImport;
import dev.trestle.wasm.engine.Signature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every function a module can import, by name space and name. Immutable once made, the same for all instances. */
final class HostTable {
    static final HostTable ALL = new HostTable();

    private static final String ENV = "env";

    private final Map<String, Entry> entries = new HashMap<>();

    /** One function. Pointers it is given may be wrong: reading or writing there throws, and the guest gets a status. */
    @FunctionalInterface
    interface Function {
        int call(PluginInstance instance, Args args);
    }

    /** The arguments of one call. */
    @SuppressWarnings("ArrayRecordComponent") // one call's, never compared
    record Args(long[] values) {
        /** The argument as a 32-bit integer. */
        int at(int index) {
            return (int) values[index];
        }

        /** The argument as a 64-bit integer. */
        long longAt(int index) {
            return values[index];
        }
    }

    /**
     * A function with its type.
     *
     * @param params as in {@link Signature}; every result is a status
     * @param badPointer what a wrong pointer is answered with
     * @param always whether it needs no instance, so that a start section and an allocator may call it
     */
    record Entry(String params, Function function, int badPointer, boolean always) {}

    private HostTable() {
        FieldFunctions.register(this);
        BufferFunctions.register(this);
        StateFunctions.register(this);
        StreamFunctions.register(this);
        SystemFunctions.register(this);
        CallFunctions.register(this);
        RedisFunctions.register(this);
        WasiFunctions.register(this);
    }

    /** The function for an import, or null if there is none of this name and with these parameters. */
    @Nullable
    Entry find(GuestImport wanted) {
        Entry entry = entries.get(key(wanted.module(), wanted.name()));
        return entry == null || !entry.params().equals(wanted.signature().params()) ? null : entry;
    }

    /** Every function there is, sorted by name. */
    List<GuestImport> offered() {
        List<GuestImport> all = new ArrayList<>();
        entries.forEach((key, entry) -> {
            int dot = key.indexOf('.');
            Signature signature = new Signature(entry.params(), "i");
            all.add(new GuestImport(key.substring(0, dot), key.substring(dot + 1), signature));
        });
        all.sort(Comparator.comparing(GuestImport::toString));
        return all;
    }

    /** A function of the proxy-wasm ABI. */
    void add(String name, String params, Function function) {
        entries.put(key(ENV, name), new Entry(params, function, Status.INVALID_MEMORY_ACCESS, false));
    }

    /** One that needs no instance. */
    void addAlways(String name, String params, Function function) {
        entries.put(key(ENV, name), new Entry(params, function, Status.INVALID_MEMORY_ACCESS, true));
    }

    /** A function of WASI. */
    void addWasi(String name, String params, Function function) {
        Entry entry = new Entry(params, function, Status.WASI_FAULT, true);
        entries.put(key(WasiFunctions.MODULE, name), entry);
        entries.put(key(WasiFunctions.OLD_MODULE, name), entry);
    }

    private static String key(String module, String name) {
        return module + "." + name;
    }
}
