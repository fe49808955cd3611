package dev.trestle.wasm.engine;

/** Finds the host function for an import. */
@FunctionalInterface
public interface Linker {
    /** The function for {@code wanted}, called with the arguments that it declares. Never fails: what is unknown becomes a stub. */
    HostCall link(GuestImport wanted);
}
