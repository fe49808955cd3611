package dev.trestle.wasm;

import dev.trestle.filter.Callouts;
import dev.trestle.filter.GrpcCallouts;
import dev.trestle.filter.RedisCallouts;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What plugins need of the gateway around them. Called on the plugin instance's thread unless said otherwise; nothing here may
 * block, and nothing may do interruptible I/O: the watchdog's interrupt may be pending.
 */
public interface Host {
    /** The levels of a plugin's log, as the ABI numbers them. */
    enum LogLevel {
        /** 0. */
        TRACE(0),
        /** 1. */
        DEBUG(1),
        /** 2. */
        INFO(2),
        /** 3. */
        WARN(3),
        /** 4. */
        ERROR(4),
        /** 5. */
        CRITICAL(5);

        private final int code;

        LogLevel(int code) {
            this.code = code;
        }

        /** As the ABI numbers it. */
        int code() {
            return code;
        }
    }

    /** The kinds of metrics, as the ABI numbers them. */
    enum MetricKind {
        /** Goes up. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** A distribution of the values recorded. */
        HISTOGRAM
    }

    /** One metric; thread safe. */
    interface Metric {
        /** Adds to a counter, then never less than 0, or to a gauge. */
        void add(long delta);

        /** Sets a gauge, or records one value of a histogram. */
        void record(long value);

        /** The value of a counter or gauge. */
        long value();
    }

    /** The thread of one instance, such as an event loop. Thread safe. */
    interface Loop extends Executor {
        /** Runs {@code task} once, there, later; the answer cancels it. */
        Runnable schedule(Duration delay, Runnable task);
    }

    /** Writes a line of a plugin's log. */
    void log(LogLevel level, String plugin, String message);

    /** The lowest level that is written. */
    LogLevel logLevel();

    /** The metric of this name, made if there is none; null if there may be no more. The same for all instances. */
    @Nullable
    Metric metric(MetricKind kind, String name);

    /** The current thread's loop: the same object each time. */
    Loop loop();

    /**
     * Sends a request. Called on the instance's thread, or on the one that starts it for its loop.
     *
     * @param loop where {@code listener} is told
     * @return what cancels it; null if there is no such upstream, in which case the listener is never told
     */
    @Nullable
    Runnable call(Loop loop, Callouts.Request call, Callouts.Listener listener);

    /**
     * Opens a gRPC call, as {@link #call} does a request.
     *
     * @return the call; null if there is no such upstream, in which case the listener is never told
     */
    default GrpcCallouts.@Nullable Stream grpc(Loop loop, GrpcCallouts.Call call, GrpcCallouts.Listener listener) {
        return null;
    }

    /**
     * Sends a command to Redis, as {@link #call} does a request.
     *
     * @return what cancels it; null if there is no such upstream, or the command cannot be sent; the listener is never told then
     */
    default @Nullable Runnable redis(Loop loop, RedisCallouts.Command command, RedisCallouts.Listener listener) {
        return null;
    }

    /** The time of day in nanoseconds since 1970. */
    long timeNanos();
}
