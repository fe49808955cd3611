package dev.trestle.wasm.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends guest calls that use more CPU time than they may. CPU time, not the clock: a machine under load is no reason to kill a
 * guest. One thread looks every five milliseconds while guests are called, every two while it finds one inside of a call, and sleeps once
 * it has found none for a second. Thread safe.
 */
public final class Watchdog {
    static final long TICK_NANOS = 2_000_000;
    private static final long IDLE_TICK_NANOS = 5_000_000;
    private static final int IDLE_TICKS = 200;

    private final List<WeakReference<Guard>> guards = new CopyOnWriteArrayList<>();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final boolean hasCpuTime = threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
    private volatile boolean asleep;
    private @Nullable Thread thread;

    /** A guard for one guest, whose calls may take {@code budgetNanos} of CPU time each. */
    public Guard newGuard(long budgetNanos) {
        Guard guard = new Guard(this, budgetNanos);
        guards.add(new WeakReference<>(guard));
        start();
        return guard;
    }

    boolean isAsleep() {
        return asleep;
    }

    void wakeIfAsleep() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    /** The CPU time of a thread; the clock where the machine cannot tell. */
    public long cpuNanos(Thread of) {
        long cpu = hasCpuTime ? threads.getThreadCpuTime(of.threadId()) : -1;
        return cpu < 0 ? System.nanoTime() : cpu;
    }

    private synchronized void start() {
        if (thread == null) {
            thread = Thread.ofPlatform().name("wasm-watchdog").daemon().start(this::run);
        }
    }

    private void run() {
        int idle = 0;
        while (true) {
            idle = watchAll() ? 0 : idle + 1;
            if (idle < IDLE_TICKS) {
                LockSupport.parkNanos(this, idle == 0 ? TICK_NANOS : IDLE_TICK_NANOS);
            } else {
                sleep();
                idle = 0;
            }
        }
    }

    /** A guest that is entered after the last look sees {@code asleep} and wakes this thread; one before it is seen. */
    private void sleep() {
        asleep = true;
        while (asleep && !watchAll()) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    private boolean watchAll() {
        boolean any = false;
        boolean gone = false;
        for (WeakReference<Guard> reference : guards) {
            Guard guard = reference.get();
            if (guard == null) {
                gone = true;
            } else {
                any |= guard.watch(this::cpuNanos);
            }
        }
        if (gone) {
            guards.removeIf(reference -> reference.get() == null);
        }
        return any;
    }
}
