package dev.trestle.wasm;

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
        TRACE,
        /** 1. */
        DEBUG,
        /** 2. */
        INFO,
        /** 3. */
        WARN,
        /** 4. */
        ERROR,
        /** 5. */
        CRITICAL
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
        /** Adds to a counter or a gauge. */
        void add(long delta);

        /** Sets a gauge or a counter, or records one value of a histogram. */
        void record(long value);

        /** The value of a counter or gauge; 0 for a histogram. */
        long value();
    }

    /** The thread of one instance, such as an event loop. Thread safe. */
    interface Loop extends Executor {
        /** Runs {@code task} once, there, later; the answer cancels it. */
        Runnable schedule(Duration delay, Runnable task);
    }

    /** A request that a plugin sends by itself; owned by the callee. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record HttpCall(String upstream, FieldMap headers, byte[] body, FieldMap trailers, Duration timeout) {}

    /** The answer to a call. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record HttpAnswer(FieldMap headers, byte[] body, FieldMap trailers) {}

    /** Gets the answer on the instance's thread, once: null for a call that failed, whatever the reason. */
    @FunctionalInterface
    interface HttpAnswerListener {
        /** The call ended. */
        void onAnswer(@Nullable HttpAnswer answer);
    }

    /** Writes a line of a plugin's log. */
    void log(LogLevel level, String plugin, String message);

    /** The lowest level that is written. */
    LogLevel logLevel();

    /** The metric of this name, made if there is none; null if there may be no more. The same for all instances. */
    @Nullable
    Metric metric(MetricKind kind, String name);

    /** The current thread's loop. */
    Loop loop();

    /**
     * Sends a request.
     *
     * @return what cancels it; null if there is no such upstream, in which case the listener is never told
     */
    @Nullable
    Runnable call(HttpCall call, HttpAnswerListener listener);

    /**
     * Calls a function that only this gateway has.
     *
     * @return its result, or null if there is no such function
     */
    byte @Nullable [] foreign(String function, byte[] arguments);

    /** The time of day in nanoseconds since 1970. */
    long timeNanos();
}
