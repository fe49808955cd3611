package dev.trestle.wasm;

import dev.trestle.wasm.engine.StackReserve;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a guest prints, put together to lines: runtimes write them piece by piece. */
final class Output {
    private static final int MAX_LINE_BYTES = 16 << 10;

    private final PluginInstance instance;
    private final Host.LogLevel level;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean begun;

    Output(PluginInstance instance, Host.LogLevel level) {
        this.instance = instance;
        this.level = level;
    }

    /** Some bytes; a line goes to the log once it has ended, or is 16 KiB long. */
    void write(byte[] bytes) {
        if (level.compareTo(instance.plugin().host().logLevel()) < 0) {
            return;
        }
        StackReserve.check();
        for (byte b : bytes) {
            if (b == '\n') {
                flush();
            } else {
                begun = true;
                line.write(b);
                if (line.size() >= MAX_LINE_BYTES) {
                    flush();
                }
            }
        }
    }

    /** The guest has returned: what it printed last is a line without an end. */
    void flush() {
        if (begun) {
            begun = false;
            instance.log(level, line.toString(StandardCharsets.UTF_8));
            line.reset();
        }
    }
}
