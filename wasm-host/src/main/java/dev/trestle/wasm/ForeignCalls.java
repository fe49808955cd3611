package dev.trestle.wasm;

import org.jspecify.annotations.Nullable;

/** Foreign functions that one guest calls, and their calls back. */
final class ForeignCalls {
    private final PluginInstance instance;
    private byte @Nullable [] arguments;

    ForeignCalls(PluginInstance instance) {
        this.instance = instance;
    }

    /** Who calls a foreign function now. */
    ForeignFunction.Caller caller() {
        World stream = instance.effective().world;
        return new ForeignFunction.Caller() {
            @Override
            public String plugin() {
                return instance.plugin().settings().name();
            }

            @Override
            public @Nullable World stream() {
                return stream;
            }

            @Override
            public Host.LogLevel logLevel() {
                return instance.plugin().host().logLevel();
            }

            @Override
            public void callBack(int function, byte[] bytes) {
                instance.loop().execute(() -> instance.onLoop(() -> back(function, bytes)));
            }
        };
    }

    private void back(int function, byte[] bytes) {
        if (!instance.isRunning()) {
            return;
        }
        arguments = bytes;
        PluginInstance.quietly(() -> instance.enter(
                instance.root(), instance.callbacks().foreign, PluginInstance.ROOT_ID, function, bytes.length));
        arguments = null;
    }

    /** What the guest is called back with; null when it is not. */
    byte @Nullable [] arguments() {
        return arguments;
    }
}
