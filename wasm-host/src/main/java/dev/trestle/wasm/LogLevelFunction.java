package dev.trestle.wasm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** {@code get_log_level}, by which modules of Higress ask whether to make their dear lines: the level, 32 bits little endian. */
public final class LogLevelFunction implements ForeignFunction {
    /** For the service loader. */
    public LogLevelFunction() {}

    @Override
    public String name() {
        return "get_log_level";
    }

    @Override
    public byte[] call(Caller caller, byte[] arguments) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(caller.logLevel().code())
                .array();
    }
}
