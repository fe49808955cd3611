package dev.trestle.wasm.engine;

/**
 * A function that a module wants from its host.
 *
 * @param module the name space: {@code env}, {@code wasi_snapshot_preview1}
 * @param name its name there
 * @param signature its type as the module declares it; modules disagree about the types of one function
 */
public record GuestImport(String module, String name, Signature signature) {}
