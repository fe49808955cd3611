package dev.trestle.wasm;

import org.jspecify.annotations.Nullable;

/**
 * A function of the gateway's own that plugins call by name with {@code proxy_call_foreign_function}. Found by
 * {@link java.util.ServiceLoader}; two of one name fail at start. Called on the threads of all instances, so thread safe; it may not
 * block, nor do interruptible I/O.
 */
public interface ForeignFunction {
    /** Its name. */
    String name();

    /**
     * Serves one call.
     *
     * @param arguments as the plugin wrote them
     * @return the result, possibly empty; null for arguments that it does not take
     */
    byte @Nullable [] call(Caller caller, byte[] arguments);

    /** Who calls. */
    interface Caller {
        /** The plugin's name. */
        String plugin();

        /** The stream it calls for; null for the plugin itself. */
        @Nullable
        World stream();

        /** The lowest level of the log that is written. */
        Host.LogLevel logLevel();

        /** Calls the plugin back with {@code proxy_on_foreign_function}, later and on its own thread. Thread safe. */
        void callBack(int function, byte[] arguments);
    }
}
