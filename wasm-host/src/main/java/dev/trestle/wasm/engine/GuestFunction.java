package dev.trestle.wasm.engine;

import com.dylibso.chicory.runtime.ExportFunction;
import java.util.OptionalInt;

/** A function of a guest. Used on the guest's thread. */
public final class GuestFunction {
    private final Guest guest;
    private final ExportFunction function;
    private final Signature signature;
    private final boolean constant;
    private final int answer;

    GuestFunction(Guest guest, ExportFunction function, Signature signature, OptionalInt constant) {
        this.guest = guest;
        this.function = function;
        this.signature = signature;
        this.constant = constant.isPresent();
        this.answer = constant.orElse(0);
    }

    /** Its type as the module declares it. */
    public Signature signature() {
        return signature;
    }

    /** Whether it does nothing but answer {@link #answer}, so that it need not be called. */
    public boolean isConstant() {
        return constant;
    }

    /** What it answers if it {@link #isConstant}. */
    public int answer() {
        return answer;
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
        long[] results = guest.call(function, values);
        return results == null || results.length == 0 ? 0 : (int) results[0];
    }
}
