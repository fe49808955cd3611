package dev.trestle.wasm;

import dev.trestle.wasm.HostTable.Args;
import dev.trestle.wasm.engine.GuestException;
import dev.trestle.wasm.engine.StackReserve;
import java.nio.charset.StandardCharsets;

/** The log, the time, timers, contexts, and functions that only this gateway has. */
final class SystemFunctions {
    private static final int MAX_LOG_BYTES = 16 << 10;

    private SystemFunctions() {}

    static void register(HostTable functions) {
        functions.addAlways("proxy_log", "iii", SystemFunctions::log);
        functions.add("proxy_get_log_level", "i", (in, args) -> {
            in.guest().writeInt(args.at(0), in.plugin().host().logLevel().code());
            return Status.OK;
        });
        functions.addAlways("proxy_get_current_time_nanoseconds", "i", (in, args) -> {
            in.guest().writeLong(args.at(0), in.plugin().host().timeNanos());
            return Status.OK;
        });
        functions.add("proxy_set_tick_period_milliseconds", "i", (in, args) -> {
            if (args.at(0) < 0) {
                return Status.BAD_ARGUMENT;
            }
            in.ticks().every(args.at(0));
            return Status.OK;
        });
        functions.add(
                "proxy_set_effective_context",
                "i",
                (in, args) -> in.effective(args.at(0)) ? Status.OK : Status.BAD_ARGUMENT);
        functions.add("proxy_done", "", (in, args) -> in.effective().done() ? Status.OK : Status.NOT_FOUND);
        functions.add("proxy_call_foreign_function", "iiiiii", SystemFunctions::foreign);
        functions.addAlways("emscripten_notify_memory_growth", "i", (in, args) -> Status.OK);
        functions.addAlways("pthread_equal", "ii", (in, args) -> args.at(0) == args.at(1) ? 1 : 0);
        functions.addAlways("abort", "iiii", (in, args) -> {
            throw new GuestException(GuestException.Kind.EXIT, "it called abort");
        });
    }

    private static int log(PluginInstance in, Args args) {
        Host.LogLevel[] levels = Host.LogLevel.values();
        if (args.at(0) < 0 || args.at(0) >= levels.length) {
            return Status.BAD_ARGUMENT;
        }
        in.guest().check(args.at(1), args.at(2));
        write(in, levels[args.at(0)], args.at(1), args.at(2));
        return Status.OK;
    }

    /** A line of the plugin's log, cut at 16 KiB. */
    static void write(PluginInstance in, Host.LogLevel level, int pointer, int length) {
        if (level.compareTo(in.plugin().host().logLevel()) >= 0) {
            StackReserve.check();
            byte[] line = in.guest().read(pointer, Math.min(length, MAX_LOG_BYTES));
            in.log(level, new String(line, StandardCharsets.UTF_8));
        }
    }

    private static int foreign(PluginInstance in, Args args) {
        StackReserve.check();
        String name = new String(in.guest().read(args.at(0), args.at(1)), StandardCharsets.UTF_8);
        byte[] arguments = in.guest().read(args.at(2), args.at(3));
        ForeignFunction function = in.plugin().foreign(name);
        if (function == null) {
            return Status.NOT_FOUND;
        }
        byte[] result = null;
        try {
            result = function.call(in.foreignCalls().caller(), arguments);
        } catch (RuntimeException broken) {
            in.log(Host.LogLevel.ERROR, "foreign function " + name + " failed: " + broken);
        }
        return result == null ? Status.BAD_ARGUMENT : HostFunctions.give(in, result, args.at(4), args.at(5));
    }
}
