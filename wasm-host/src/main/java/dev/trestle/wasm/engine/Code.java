package dev.trestle.wasm.engine;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.ValType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A module, parsed, checked and compiled to JVM bytecode. Immutable, thread safe, made on the slow side: compiling takes from
 * milliseconds to seconds.
 */
public final class Code {
    private final WasmModule module;
    private final @Nullable Function<Instance, Machine> machines;
    private final String sha256;
    private final int sizeBytes;
    private final MemoryLimits memory;

    /** How a module's functions are run. */
    public enum Mode {
        /** As JVM bytecode, compiled here. */
        COMPILED,
        /** One instruction after the other, 13 to 50 times slower; starts at once. */
        INTERPRETED
    }

    private Code(WasmModule module, Mode mode, byte[] bytes, MemoryLimits memory) {
        this.module = module;
        this.sha256 = sha256(bytes);
        this.sizeBytes = bytes.length;
        this.memory = memory;
        this.machines = mode == Mode.INTERPRETED
                ? null
                : MachineFactoryCompiler.builder(module)
                        .withInterpreterFallback(InterpreterFallback.SILENT)
                        .compile();
    }

    /**
     * Loads a module.
     *
     * @throws ModuleException if the bytes are no module, or one that uses what this host does not offer
     */
    public static Code load(byte[] bytes, Mode mode) throws ModuleException {
        WasmModule module = Anatomy.parse(bytes);
        try {
            Feature.check(module);
            return new Code(module, mode, bytes, Feature.memory(module));
        } catch (ChicoryException broken) {
            throw new ModuleException(broken.getMessage() + " (expected: a WebAssembly module)", broken);
        } catch (RuntimeException | LinkageError | AssertionError | VirtualMachineError broken) {
            throw new ModuleException("the engine cannot read the module: " + broken, broken);
        }
    }

    /** The digest of {@code bytes} in lower-case hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException none) {
            throw new IllegalStateException("a JDK without SHA-256", none);
        }
    }

    /** The digest of the module's bytes. */
    public String sha256() {
        return sha256;
    }

    /** The module's size. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** The pages of 64 KiB that every instance begins with. */
    public int initialPages() {
        return memory.initialPages();
    }

    /** What it wants from its host, in its own order. */
    public List<GuestImport> imports() {
        return Anatomy.imports(module);
    }

    /** The names of the functions it offers. */
    public Set<String> exports() {
        return Anatomy.exports(module);
    }

    /**
     * A new instance, used on one thread at a time. Runs the module's start section if it has one, guarded by {@code guard}.
     *
     * @param maxPages the most memory it may grow to, in pages of 64 KiB
     * @throws GuestException if the start section breaks off
     */
    public Guest newGuest(Linker linker, int maxPages, Guard guard) {
        MemoryLimits limits = new MemoryLimits(memory.initialPages(), Math.max(memory.initialPages(), pages(maxPages)));
        return new Guest(module, machines, new Guest.Links(linker, limits, guard));
    }

    private int pages(int maxPages) {
        return Math.min(maxPages, memory.maximumPages());
    }

    static Signature signature(FunctionType type) {
        return new Signature(letters(type.params()), letters(type.returns()));
    }

    private static String letters(List<ValType> types) {
        return types.stream().map(Code::letter).collect(Collectors.joining());
    }

    private static String letter(ValType type) {
        if (type.equals(ValType.I32)) {
            return "i";
        }
        if (type.equals(ValType.I64)) {
            return "I";
        }
        if (type.equals(ValType.F32)) {
            return "f";
        }
        return type.equals(ValType.F64) ? "F" : "?";
    }
}
