package dev.trestle.wasm;

import java.time.Duration;

/** The timer of one instance. */
final class Ticks {
    private static final Runnable NONE = () -> {};

    private final PluginInstance instance;
    private Runnable cancel = NONE;
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

    void stop() {
        cancel.run();
        cancel = NONE;
        periodMillis = 0;
    }

    private void next() {
        if (periodMillis > 0) {
            cancel = instance.loop().schedule(Duration.ofMillis(periodMillis), () -> instance.outside(this::tick));
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
