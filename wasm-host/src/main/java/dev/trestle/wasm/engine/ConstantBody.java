package dev.trestle.wasm.engine;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.AnnotatedInstruction;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.OpCode;
import com.dylibso.chicory.wasm.types.ValType;
import java.util.List;
import java.util.OptionalInt;

/**
 * Functions that only answer a constant, which is what becomes of callbacks that an author had to write and has no use for. Nobody can
 * tell whether such a function ran, and half of a small filter's cost is to run them.
 */
final class ConstantBody {
    private ConstantBody() {}

    /** What the function of this index answers, 0 if it has no result; empty if it does anything else, or is imported. */
    static OptionalInt answer(WasmModule module, int function) {
        long imported = module.importSection().stream()
                .filter(FunctionImport.class::isInstance)
                .count();
        int own = (int) (function - imported);
        if (own < 0) {
            return OptionalInt.empty();
        }
        FunctionType type =
                module.typeSection().getType(module.functionSection().getFunctionType(own));
        List<AnnotatedInstruction> body =
                module.codeSection().getFunctionBody(own).instructions();
        if (type.returns().isEmpty()) {
            return body.size() == 1 && is(body, 0, OpCode.END) ? OptionalInt.of(0) : OptionalInt.empty();
        }
        boolean constant = body.size() == 2
                && is(body, 0, OpCode.I32_CONST)
                && is(body, 1, OpCode.END)
                && type.returns().equals(List.of(ValType.I32));
        return constant ? OptionalInt.of((int) body.getFirst().operand(0)) : OptionalInt.empty();
    }

    private static boolean is(List<AnnotatedInstruction> body, int index, OpCode code) {
        return body.get(index).opcode() == code;
    }
}
