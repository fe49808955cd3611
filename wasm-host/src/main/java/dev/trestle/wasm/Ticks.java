package dev.trestle.wasm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The timer of one instance. */
final class Ticks {
    private final PluginInstance instance;
    private @Nullable Runnable cancel;
    private int periodMillis;

    Ticks(PluginInstance instance) {
        this.instance = instance;
    }

    /** Ticks from now on every so many milliseconds; 0 for never. */
    void every(int millis) {
        stop();
        periodMillis = millis;
        next();
    }

    /** Whether it ticks. */
    boolean areOn() {
        return periodMillis > 0;
    }

    void stop() {
        if (cancel != null) {
            cancel.run();
            cancel = null;
        }
        periodMillis = 0;
    }

    private void next() {
        if (periodMillis > 0) {
            cancel = instance.loop().schedule(Duration.ofMillis(periodMillis), () -> instance.onLoop(this::tick));
        }
    }

    private void tick() {
        if (periodMillis > 0 && !instance.isLost()) {
            next();
            PluginInstance.quietly(
                    () -> instance.enter(instance.root(), instance.callbacks().tick, PluginInstance.ROOT_ID));
        }
    }
}
