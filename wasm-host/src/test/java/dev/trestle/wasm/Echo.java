package dev.trestle.wasm;

import org.jspecify.annotations.Nullable;

/** A foreign function that answers its arguments, and calls back with them; "no" it does not take, "boom" breaks it. */
public final class Echo implements ForeignFunction {
    @Override
    public String name() {
        return "echo";
    }

    @Override
    public byte @Nullable [] call(Caller caller, byte[] arguments) {
        String text = new String(arguments, java.nio.charset.StandardCharsets.UTF_8);
        if (text.equals("boom")) {
            throw new IllegalStateException("boom");
        }
        caller.callBack(7, arguments);
        return text.equals("no") ? null : arguments;
    }
}
