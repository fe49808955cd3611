package dev.trestle.wasm.shelf;

import dev.trestle.bridge.MetricSource;
import dev.trestle.filter.Callouts;
import dev.trestle.wasm.Host;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.internal.ThreadExecutorMap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The gateway as plugins see it: the loop of a plugin is the event loop that calls it, its log the gateway's, its metrics are kept
 * beyond it. It sends no requests. Thread safe.
 */
final class GatewayHost implements Host {
    private static final long NANOS = 1_000_000_000;

    private final System.Logger log = System.getLogger("dev.trestle.wasm");
    private final Clock clock = Clock.systemUTC();
    private final ModuleMetrics metrics = new ModuleMetrics(log);
    private final Set<Loop> loops = ConcurrentHashMap.newKeySet();
    private final FastThreadLocal<Loop> current = new FastThreadLocal<>() {
        @Override
        protected Loop initialValue() {
            return newLoop();
        }
    };

    /** The event loops that have asked for an instance. */
    Set<Loop> loops() {
        return loops;
    }

    /** An event loop, which need not have asked. */
    static Loop loop(ScheduledExecutorService executor) {
        return new EventLoop(executor);
    }

    /** What plugins have counted. */
    MetricSource metrics() {
        return metrics;
    }

    private Loop newLoop() {
        EventExecutor executor = ThreadExecutorMap.currentExecutor();
        if (executor == null) {
            return new OtherThread();
        }
        Loop loop = new EventLoop(executor);
        loops.add(loop);
        return loop;
    }

    @Override
    public Loop loop() {
        Loop loop = current.get();
        if (loop instanceof OtherThread thread) {
            thread.run();
        }
        return loop;
    }

    @Override
    public void log(LogLevel level, String plugin, String message) {
        log.log(systemLevel(level), "{0}: {1}", plugin, message);
    }

    @Override
    public LogLevel logLevel() {
        for (LogLevel level : LogLevel.values()) {
            if (log.isLoggable(systemLevel(level))) {
                return level;
            }
        }
        return LogLevel.CRITICAL;
    }

    private static System.Logger.Level systemLevel(LogLevel level) {
        return switch (level) {
            case TRACE -> System.Logger.Level.TRACE;
            case DEBUG -> System.Logger.Level.DEBUG;
            case INFO -> System.Logger.Level.INFO;
            case WARN -> System.Logger.Level.WARNING;
            case ERROR, CRITICAL -> System.Logger.Level.ERROR;
        };
    }

    @Override
    public Metric metric(MetricKind kind, String name) {
        return metrics.define(kind, name);
    }

    @Override
    public @Nullable Runnable call(Loop loop, Callouts.Request call, Callouts.Listener listener) {
        return null;
    }

    @Override
    public long timeNanos() {
        Instant now = clock.instant();
        return now.getEpochSecond() * NANOS + now.getNano();
    }

    /** One of Netty's event loops. */
    private record EventLoop(ScheduledExecutorService executor) implements Loop {
        @Override
        public void execute(Runnable task) {
            executor.execute(task);
        }

        @Override
        public Runnable schedule(Duration delay, Runnable task) {
            var timer = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> timer.cancel(false);
        }
    }

    /** A thread that runs no loop, as in tests: what it is given it does when it next asks for its loop. */
    private static final class OtherThread implements Loop {
        private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

        void run() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public Runnable schedule(Duration delay, Runnable task) {
            return () -> {};
        }
    }
}
