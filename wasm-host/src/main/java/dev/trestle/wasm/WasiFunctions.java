package dev.trestle.wasm;

import dev.trestle.wasm.HostTable.Args;
import dev.trestle.wasm.engine.GuestException;

/**
 * What language runtimes want of WASI preview 1 to start: no files, no arguments, no environment, nothing that waits. Output of a
 * program becomes lines of its log.
 */
final class WasiFunctions {
    static final String MODULE = "wasi_snapshot_preview1";
    static final String OLD_MODULE = "wasi_unstable";

    private static final int MAX_RANDOM_BYTES = 1 << 16;
    private static final int MAX_VECTORS = 1024;
    private static final int MAX_WRITE_BYTES = 1 << 20;
    private static final int FDSTAT_BYTES = 24;
    private static final int RIGHT_FD_WRITE = 64;

    private WasiFunctions() {}

    static void register(HostTable functions) {
        functions.addWasi("args_sizes_get", "ii", WasiFunctions::none);
        functions.addWasi("args_get", "ii", (in, args) -> Status.OK);
        functions.addWasi("environ_sizes_get", "ii", WasiFunctions::none);
        functions.addWasi("environ_get", "ii", (in, args) -> Status.OK);
        functions.addWasi("clock_time_get", "iIi", WasiFunctions::clock);
        functions.addWasi("random_get", "ii", WasiFunctions::random);
        functions.addWasi("fd_write", "iiii", WasiFunctions::write);
        functions.addWasi("fd_read", "iiii", (in, args) -> Status.WASI_NOSYS);
        functions.addWasi("fd_seek", "iIii", (in, args) -> Status.WASI_NOSYS);
        functions.addWasi("fd_close", "i", (in, args) -> Status.WASI_NOSYS);
        functions.addWasi("fd_fdstat_get", "ii", WasiFunctions::descriptor);
        functions.addWasi("fd_fdstat_set_flags", "ii", (in, args) -> Status.WASI_NOSYS);
        functions.addWasi("fd_prestat_get", "ii", (in, args) -> Status.WASI_BADF);
        functions.addWasi("fd_prestat_dir_name", "iii", (in, args) -> Status.WASI_NOTSUP);
        functions.addWasi("path_open", "iiiiiIIii", (in, args) -> Status.WASI_NOENT);
        functions.addWasi("sched_yield", "", (in, args) -> Status.OK);
        functions.addWasi("poll_oneoff", "iiii", (in, args) -> {
            in.guest().writeInt(args.at(3), 0);
            return Status.OK;
        });
        functions.addWasi("proc_exit", "i", (in, args) -> {
            throw new GuestException(GuestException.Kind.EXIT, "it exited with " + args.at(0));
        });
    }

    private static int none(PluginInstance in, Args args) {
        in.guest().writeInt(args.at(0), 0);
        in.guest().writeInt(args.at(1), 0);
        return Status.OK;
    }

    /** 0 is the time of day, 1 a clock that only goes forward. */
    private static int clock(PluginInstance in, Args args) {
        if (args.at(0) < 0 || args.at(0) > 1) {
            return Status.WASI_NOTSUP;
        }
        long time = args.at(0) == 0 ? in.plugin().host().timeNanos() : System.nanoTime();
        in.guest().writeLong(args.at(2), time);
        return Status.OK;
    }

    private static int random(PluginInstance in, Args args) {
        if (args.at(1) < 0 || args.at(1) > MAX_RANDOM_BYTES) {
            return Status.WASI_INVALID;
        }
        byte[] bytes = in.random(args.at(1));
        in.guest().write(args.at(0), bytes, 0, bytes.length);
        return Status.OK;
    }

    private static int write(PluginInstance in, Args args) {
        if (args.at(0) != 1 && args.at(0) != 2) {
            return Status.WASI_BADF;
        }
        if (args.at(2) < 0 || args.at(2) > MAX_VECTORS) {
            return Status.WASI_INVALID;
        }
        long written = 0;
        for (int i = 0; i < args.at(2); i++) {
            int pointer = in.guest().readInt(args.at(1) + 8 * i);
            int length = in.guest().readInt(args.at(1) + 8 * i + 4);
            written += length;
            if (length < 0 || written > MAX_WRITE_BYTES) {
                return Status.WASI_INVALID;
            }
            in.output(args.at(0)).write(in.guest().read(pointer, length));
        }
        in.guest().writeInt(args.at(3), (int) written);
        return Status.OK;
    }

    private static int descriptor(PluginInstance in, Args args) {
        if (args.at(0) != 1 && args.at(0) != 2) {
            return Status.WASI_BADF;
        }
        byte[] stat = new byte[FDSTAT_BYTES];
        stat[8] = RIGHT_FD_WRITE;
        in.guest().write(args.at(1), stat, 0, stat.length);
        return Status.OK;
    }
}
