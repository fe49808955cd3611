package dev.trestle.wasm.engine;

import com.dylibso.chicory.runtime.ExportFunction;

/** A function of a guest. Used on the guest's thread. */
public final class GuestFunction {
    private final Guest guest;
    private final ExportFunction function;
    private final Signature signature;

    GuestFunction(Guest guest, ExportFunction function, Signature signature) {
        this.guest = guest;
        this.function = function;
        this.signature = signature;
    }

    /** Its type as the module declares it. */
    public Signature signature() {
        return signature;
    }

    /**
     * Calls it. It gets as many of the arguments as it declares; missing ones are 0.
     *
     * @return its result, 0 if it has none
     * @throws GuestException if the guest broke off
     */
    public int call(int... args) {
        long[] values = new long[signature.params().length()];
        for (int i = 0; i < values.length && i < args.length; i++) {
            values[i] = args[i];
        }
        return guest.guarded(() -> {
            long[] results = function.apply(values);
            return results == null || results.length == 0 ? 0 : (int) results[0];
        });
    }
}
