package dev.trestle.wasm.shelf;

import dev.trestle.bridge.settings.Doc;
import dev.trestle.wasm.engine.Code;

/** How a module's functions are run. */
public enum WasmEngine {
    /** Fast. */
    @Doc("As JVM bytecode, compiled when the configuration loads.")
    COMPILED(Code.Mode.COMPILED),
    /** Slow. */
    @Doc("One instruction after the other: 13 to 50 times slower, and nothing is compiled.")
    INTERPRETED(Code.Mode.INTERPRETED);

    private final Code.Mode mode;

    WasmEngine(Code.Mode mode) {
        this.mode = mode;
    }

    /** The same for the engine. */
    public Code.Mode mode() {
        return mode;
    }
}
