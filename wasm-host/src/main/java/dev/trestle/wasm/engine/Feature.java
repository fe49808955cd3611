package dev.trestle.wasm.engine;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionBody;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.OpCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What of WebAssembly a module may use: version 2.0 without vectors, and of what came later only that which can neither block the
 * thread nor fill the heap outside of the memory limit.
 */
enum Feature {
    SIMD("SIMD", "V128_.*|[IF]\\d+[xX]\\d+_.*", Verdict.REFUSED),
    GARBAGE_COLLECTION("garbage collected types", "STRUCT_.*|ARRAY_.*|REF_I31|I31_.*", Verdict.REFUSED),
    THREADS("threads", "MEM_ATOMIC_WAIT.*", Verdict.REFUSED),
    EXCEPTIONS("exception handling", "THROW.*|TRY_TABLE", Verdict.REFUSED),
    ATOMICS("atomics", ".*ATOMIC.*", Verdict.TAKEN),
    SIGN_EXTENSION("sign extension", "I\\d+_EXTEND_\\d+_S", Verdict.TAKEN),
    SATURATION("saturating conversions", ".*_TRUNC_SAT_.*", Verdict.TAKEN),
    BULK_MEMORY("bulk memory", "MEMORY_(COPY|FILL|INIT)|DATA_DROP|TABLE_(COPY|INIT)|ELEM_DROP", Verdict.TAKEN),
    REFERENCES("reference types", "REF_(NULL|IS_NULL|FUNC)|TABLE_(GET|SET|GROW|SIZE|FILL)", Verdict.TAKEN),
    TAIL_CALLS("tail calls", "RETURN_CALL.*", Verdict.TAKEN);

    static final int MAX_TABLE_ENTRIES = 1 << 16;

    private static final Map<OpCode, Feature> OF = families();

    private final String words;
    private final String opcodes;
    private final Verdict verdict;

    private enum Verdict {
        REFUSED,
        TAKEN
    }

    Feature(String words, String opcodes, Verdict verdict) {
        this.words = words;
        this.opcodes = opcodes;
        this.verdict = verdict;
    }

    static void check(WasmModule module) throws ModuleException {
        List<String> reasons = new Survey(module).refusals();
        if (!reasons.isEmpty()) {
            throw new ModuleException(reasons.getFirst());
        }
    }

    /** The limits of the module's one memory. */
    static MemoryLimits memory(WasmModule module) {
        return module.memorySection().orElseThrow().getMemory(0).limits();
    }

    /** What one module uses, each once, and why it is refused. */
    static final class Survey {
        private final Set<Feature> used = EnumSet.noneOf(Feature.class);
        private final List<String> refusals = new ArrayList<>();

        Survey(WasmModule module) {
            imports(module);
            tables(module);
            for (FunctionBody body : module.codeSection().functionBodies()) {
                body.instructions().forEach(this::instruction);
            }
            int memories = memories(module);
            if (memories != 1) {
                refusals.add("memories: " + memories + " (expected: 1)");
            }
        }

        /** In words, those beyond the first version. */
        List<String> used() {
            return used.stream().map(family -> family.words).toList();
        }

        /** Why the module is not loaded; nothing if it is. */
        List<String> refusals() {
            return refusals;
        }

        private void imports(WasmModule module) {
            for (int i = 0; i < module.importSection().importCount(); i++) {
                Import wanted = module.importSection().getImport(i);
                if (wanted.importType() != ExternalType.FUNCTION) {
                    refusals.add("import " + wanted.module() + "." + wanted.name() + ": a "
                            + wanted.importType().name().toLowerCase(Locale.ROOT) + " (expected: functions only)");
                }
            }
        }

        private void tables(WasmModule module) {
            for (int i = 0; i < module.tableSection().tableCount(); i++) {
                long entries = module.tableSection().getTable(i).limits().min();
                if (entries > MAX_TABLE_ENTRIES) {
                    refusals.add("a table of " + entries + " entries (expected: at most " + MAX_TABLE_ENTRIES + ")");
                }
            }
        }

        private void instruction(Instruction instruction) {
            Feature family = OF.get(instruction.opcode());
            if (family != null && used.add(family) && family.verdict == Verdict.REFUSED) {
                refusals.add("the module uses " + family.words + ", instruction "
                        + instruction.opcode().name() + " (expected: a module built without)");
            }
        }

        private static int memories(WasmModule module) {
            return module.memorySection().map(section -> section.memoryCount()).orElse(0);
        }
    }

    private static Map<OpCode, Feature> families() {
        Map<OpCode, Feature> families = new EnumMap<>(OpCode.class);
        for (OpCode opcode : OpCode.values()) {
            for (Feature family : values()) {
                if (opcode.name().matches(family.opcodes)) {
                    families.putIfAbsent(opcode, family);
                }
            }
        }
        return Collections.unmodifiableMap(families);
    }
}
