package dev.trestle.wasm.shelf;

import dev.trestle.bridge.settings.ByteSize;
import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Range;
import dev.trestle.wasm.Limits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The limits of an instance as written. */
@Doc("What one instance of the module may use.")
public record WasmLimitSettings(
        @Default("1024") @Range(min = 1, max = 32767) @Doc("The memory of one instance, in pages of 64 KiB.")
        int maxMemoryPages,

        @Default("10ms")
        @Range(min = 1, max = 10000)
        @Doc("The CPU time of one call into the module; the first calls of a plugin may take longer.")
        Duration maxCallTime,

        @Default("5s")
        @Range(min = 10, max = 60000)
        @Doc("The CPU time of each call while an instance starts and reads its configuration.")
        Duration maxStartTime) {
    /** What {@code written} says, or the usual, for messages of this size. */
    public static Limits limits(@Nullable WasmLimitSettings written, ByteSize maxMessageBytes) {
        Limits usual = Limits.DEFAULT;
        int bytes = maxMessageBytes.toInt();
        return written == null
                ? new Limits(usual.maxCallTime(), usual.maxStartTime(), usual.maxMemoryPages(), bytes)
                : new Limits(written.maxCallTime(), written.maxStartTime(), written.maxMemoryPages(), bytes);
    }
}
