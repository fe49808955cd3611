package dev.trestle.wasm.engine;

import com.dylibso.chicory.runtime.ExportFunction;
import java.util.Arrays;
import java.util.OptionalInt;

/** A function of a guest. Used on the guest's thread. */
public final class GuestFunction {
    private final Guest guest;
    private final ExportFunction function;
    private final int params;
    private final boolean constant;
    private final int answer;

    GuestFunction(Guest guest, ExportFunction function, Signature signature, OptionalInt constant) {
        this.guest = guest;
        this.function = function;
        this.params = signature.params().length();
        this.constant = constant.isPresent();
        this.answer = constant.orElse(0);
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
     * @param args 32-bit integers in 64 bits; given away
     * @return its result, 0 if it has none
     * @throws GuestException if the guest broke off
     */
    public int call(long... args) {
        long[] results = guest.call(function, args.length == params ? args : Arrays.copyOf(args, params));
        return results == null || results.length == 0 ? 0 : (int) results[0];
    }
}
