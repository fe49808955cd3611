package dev.trestle.app.cli;

import dev.trestle.app.log.LogSetup;
import java.util.concurrent.CountDownLatch;

/** A process that serves until a signal. */
final class Foreground {
    private Foreground() {}

    /**
     * Runs {@code start}, then waits. On SIGTERM or SIGINT, also while starting, {@code served} is closed and the process ends
     * with 0. Returns only by an exception of {@code start}.
     */
    static void serve(AutoCloseable served, Runnable start) {
        Thread stop = new Thread(() -> stop(served), "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            start.run();
        } catch (RuntimeException failed) {
            if (removed(stop)) {
                throw failed;
            }
        }
        await();
    }

    /** False when the process is ending already: the hook has the last word then. */
    private static boolean removed(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return false;
        }
    }

    private static void await() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    /** A JVM that ends by a signal ends with 143; one that stopped in order should say 0, so the last word is ours. */
    private static void stop(AutoCloseable served) {
        int status = 0;
        try {
            served.close();
        } catch (Exception failure) {
            System.err.println("trestle: stop: " + failure);
            status = 1;
        }
        LogSetup.flush();
        Runtime.getRuntime().halt(status);
    }
}
