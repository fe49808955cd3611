package dev.trestle.wasm.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.ToLongFunction;

/**
 * Says to the {@link Watchdog} when a guest is inside of a call. One per guest. Entering and leaving is a volatile write and a
 * compare-and-set; the watchdog does the rest.
 *
 * <pre>
 *  IDLE --enter--> RUNNING(epoch) --exit--> IDLE
 *                       | watchdog
 *                  INTERRUPTING --> INTERRUPTED --exit--> IDLE, flag cleared
 * </pre>
 */
public final class Guard {
    static final long IDLE = 0;
    static final long RUNNING = 1;
    static final long INTERRUPTING = 2;
    static final long INTERRUPTED = 3;
    private static final long EPOCH = 4;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Guard.class, "state", long.class);
        } catch (ReflectiveOperationException broken) {
            throw new ExceptionInInitializerError(broken);
        }
    }

    private final Watchdog watchdog;
    private volatile long state = IDLE;
    private long running = RUNNING;
    private long budgetNanos;
    private boolean wasInterrupted;
    private Thread thread = Thread.currentThread();

    // The watchdog's own notes.
    private long seenState;
    private long cpuAtLook;
    private long spentNanos;

    Guard(Watchdog watchdog, long budgetNanos) {
        this.watchdog = watchdog;
        this.budgetNanos = budgetNanos;
    }

    /** The CPU time a call may take from now on. */
    public void budget(long nanos) {
        budgetNanos = nanos;
    }

    /** A guest is called. An interrupt that was pending would end it at once; it waits until the call has ended. */
    void enter() {
        thread = Thread.currentThread();
        wasInterrupted = Thread.interrupted();
        running += EPOCH;
        state = running;
        watchdog.wakeIfAsleep();
    }

    /** The call has ended. No interrupt of the watchdog is left behind. */
    void exit() {
        if (!STATE.compareAndSet(this, running, IDLE)) {
            while (state != INTERRUPTED) {
                Thread.onSpinWait();
            }
            wasInterrupted = Thread.interrupted() && wasInterrupted;
            state = IDLE;
        }
        if (wasInterrupted) {
            thread.interrupt();
        }
    }

    /**
     * Looks at the guest, on the watchdog's thread; whether it is inside of a call. Between two looks it counts little more than lies
     * between them: while a virtual machine stands still its clocks go on, and the first look behind it sees calls that seem to have run
     * all that time.
     *
     * @param cpuNanos the CPU time of a thread
     */
    boolean watch(ToLongFunction<Thread> cpuNanos) {
        long seen = state;
        if ((seen & INTERRUPTED) != RUNNING) {
            return seen != IDLE;
        }
        long cpu = cpuNanos.applyAsLong(thread);
        if (seen != seenState) {
            seenState = seen;
            spentNanos = 0;
        } else {
            long most = Math.min(2 * Watchdog.TICK_NANOS, budgetNanos / 2);
            spentNanos += Math.min(cpu - cpuAtLook, most);
            if (spentNanos >= budgetNanos && STATE.compareAndSet(this, seen, INTERRUPTING)) {
                thread.interrupt();
                state = INTERRUPTED;
            }
        }
        cpuAtLook = cpu;
        return true;
    }
}
