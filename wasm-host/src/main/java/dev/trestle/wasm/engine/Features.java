package dev.trestle.wasm.engine;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionBody;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.OpCode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What of WebAssembly a module may use: version 2.0 without vectors, and of what came later only that which can neither block the
 * thread nor fill the heap outside of the memory limit.
 */
final class Features {
    static final int MAX_TABLE_ENTRIES = 1 << 16;

    private static final Map<OpCode, String> REFUSED = refused();

    private Features() {}

    static void check(WasmModule module) throws ModuleException {
        for (int i = 0; i < module.importSection().importCount(); i++) {
            Import wanted = module.importSection().getImport(i);
            if (wanted.importType() != ExternalType.FUNCTION) {
                throw new ModuleException("import " + wanted.module() + "." + wanted.name() + ": a "
                        + lower(wanted.importType()) + " (expected: functions only)");
            }
        }
        for (int i = 0; i < module.tableSection().tableCount(); i++) {
            long entries = module.tableSection().getTable(i).limits().min();
            if (entries > MAX_TABLE_ENTRIES) {
                throw new ModuleException(
                        "a table of " + entries + " entries (expected: at most " + MAX_TABLE_ENTRIES + ")");
            }
        }
        for (FunctionBody body : module.codeSection().functionBodies()) {
            for (Instruction instruction : body.instructions()) {
                String refused = REFUSED.get(instruction.opcode());
                if (refused != null) {
                    throw new ModuleException("the module uses " + refused + " (expected: a module built without)");
                }
            }
        }
    }

    /** The limits of the module's one memory. */
    static MemoryLimits memory(WasmModule module) throws ModuleException {
        int memories =
                module.memorySection().map(section -> section.memoryCount()).orElse(0);
        if (memories != 1) {
            throw new ModuleException("memories: " + memories + " (expected: 1)");
        }
        return module.memorySection().orElseThrow().getMemory(0).limits();
    }

    private static Map<OpCode, String> refused() {
        Map<OpCode, String> refused = new EnumMap<>(OpCode.class);
        for (OpCode opcode : OpCode.values()) {
            String name = opcode.name();
            String family = name.matches("V128_.*|[IF]\\d+[xX]\\d+_.*")
                    ? "SIMD"
                    : name.matches("STRUCT_.*|ARRAY_.*|REF_I31|I31_.*")
                            ? "garbage collected types"
                            : name.matches("MEM_ATOMIC_WAIT.*")
                                    ? "threads"
                                    : name.matches("THROW.*|TRY_TABLE") ? "exception handling" : "";
            if (!family.isEmpty()) {
                refused.put(opcode, family + ", instruction " + name);
            }
        }
        return Collections.unmodifiableMap(refused);
    }

    private static String lower(ExternalType type) {
        return type.name().toLowerCase(java.util.Locale.ROOT);
    }
}
