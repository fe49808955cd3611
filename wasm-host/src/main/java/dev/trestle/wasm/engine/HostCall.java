package dev.trestle.wasm.engine;

/** A host function. Runs on the guest's thread in the middle of a guest call. */
@FunctionalInterface
public interface HostCall {
    /**
     * Serves one call.
     *
     * @param guest who called
     * @param args as many as the import declares
     * @return the result; not looked at when the import declares none
     */
    long call(Guest guest, long[] args);
}
