package dev.trestle.wasm.engine;

import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.UnknownCustomSection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a module consists of, for people: read without compiling it, also if it would be refused.
 *
 * @param sha256 the digest of its bytes, in hex
 * @param sizeBytes its size
 * @param imports what it wants from its host
 * @param exports the functions it offers, by name
 * @param memory its memory, or null if it has none of its own
 * @param producers who made it, as its section {@code producers} says: {@code language} to {@code Go go1.26}
 * @param features what it uses beyond the first version of WebAssembly, in words
 * @param refusals why it is not loaded, one for each reason
 */
public record Anatomy(
        String sha256,
        int sizeBytes,
        List<GuestImport> imports,
        Set<String> exports,
        @Nullable Memory memory,
        Map<String, List<String>> producers,
        List<String> features,
        List<String> refusals) {
    /**
     * A memory, in pages of 64 KiB.
     *
     * @param initialPages what it begins with
     * @param maximumPages what it may grow to; {@link MemoryLimits#MAX_PAGES} if the module leaves that to its host
     */
    public record Memory(int initialPages, int maximumPages) {
        /** Whether the module itself says where it ends. */
        public boolean hasMaximum() {
            return maximumPages < MemoryLimits.MAX_PAGES;
        }
    }

    /**
     * Takes a module apart.
     *
     * @throws ModuleException if the bytes are no module
     */
    public static Anatomy of(byte[] bytes) throws ModuleException {
        WasmModule module = parse(bytes);
        Feature.Survey survey = new Feature.Survey(module);
        return new Anatomy(
                Code.sha256(bytes),
                bytes.length,
                imports(module),
                exports(module),
                memory(module),
                producers(module),
                survey.used(),
                survey.refusals());
    }

    /** The module that {@code bytes} are. */
    static WasmModule parse(byte[] bytes) throws ModuleException {
        Magic.check(bytes);
        try {
            return Parser.parse(bytes);
        } catch (ChicoryException broken) {
            throw new ModuleException(broken.getMessage() + " (expected: a WebAssembly module)", broken);
        } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError broken) {
            throw new ModuleException("the engine cannot read the module: " + broken, broken);
        }
    }

    static List<GuestImport> imports(WasmModule module) {
        return module.importSection().stream()
                .filter(FunctionImport.class::isInstance)
                .map(FunctionImport.class::cast)
                .map(wanted -> new GuestImport(
                        wanted.module(),
                        wanted.name(),
                        Code.signature(module.typeSection().getType(wanted.typeIndex()))))
                .toList();
    }

    static Set<String> exports(WasmModule module) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < module.exportSection().exportCount(); i++) {
            if (module.exportSection().getExport(i).exportType() == ExternalType.FUNCTION) {
                names.add(module.exportSection().getExport(i).name());
            }
        }
        return names;
    }

    private static @Nullable Memory memory(WasmModule module) {
        if (module.memorySection().map(section -> section.memoryCount()).orElse(0) == 0) {
            return null;
        }
        MemoryLimits limits = Feature.memory(module);
        return new Memory(limits.initialPages(), limits.maximumPages());
    }

    /** A broken section says nothing: no module is refused for it. */
    private static Map<String, List<String>> producers(WasmModule module) {
        if (!(module.customSection("producers") instanceof UnknownCustomSection section)) {
            return Map.of();
        }
        try {
            return new Producers(section.bytes()).read();
        } catch (RuntimeException broken) {
            return Map.of();
        }
    }
}
