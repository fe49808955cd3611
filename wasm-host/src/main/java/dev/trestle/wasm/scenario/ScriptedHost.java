package dev.trestle.wasm.scenario;

import dev.trestle.filter.Callouts;
import dev.trestle.wasm.Host;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The gateway of a scenario: what plugins log, count and ask for is written down. One thread; the clock goes on by ticks alone. */
final class ScriptedHost implements Host, Host.Loop {
    /** 2024-01-01T00:00:00Z. */
    private static final long EPOCH_NANOS = 1_704_067_200_000_000_000L;

    private static final int MAX_TASKS = 10_000;

    private final Set<String> absentClusters;
    private final Map<String, Tally> metrics = new TreeMap<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Timer> timers = new ArrayList<>();
    private final List<Sent> waiting = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final List<Callouts.Request> sent = new ArrayList<>();
    private long elapsedNanos;

    /** A request that waits for its answer. */
    private record Sent(Callouts.Request request, Callouts.Listener listener) {}

    private record Timer(long dueNanos, Runnable task) {}

    /** A metric and its last value. */
    private static final class Tally implements Metric {
        private long value;

        @Override
        public void add(long delta) {
            value += delta;
        }

        @Override
        public void record(long recorded) {
            value = recorded;
        }

        @Override
        public long value() {
            return value;
        }
    }

    ScriptedHost(Set<String> absentClusters) {
        this.absentClusters = absentClusters;
    }

    /** The lines since the last look, as {@code LEVEL message}. */
    List<String> takeLog() {
        return take(log);
    }

    /** The requests since the last look. */
    List<Callouts.Request> takeSent() {
        return take(sent);
    }

    private static <T> List<T> take(List<T> list) {
        List<T> taken = List.copyOf(list);
        list.clear();
        return taken;
    }

    /** Every metric by name. */
    Map<String, Long> metrics() {
        Map<String, Long> values = new TreeMap<>();
        metrics.forEach((name, tally) -> values.put(name, tally.value()));
        return values;
    }

    long elapsedNanos() {
        return elapsedNanos;
    }

    /** Does what was handed to the loop, and what that hands to it. */
    void runTasks() {
        int left = MAX_TASKS;
        for (Runnable task = tasks.poll(); task != null && left > 0; task = tasks.poll()) {
            task.run();
            left--;
        }
    }

    /** The timer that is due first goes off; whether there is one. */
    boolean tick() {
        Timer first =
                timers.stream().min(Comparator.comparingLong(Timer::dueNanos)).orElse(null);
        if (first == null) {
            return false;
        }
        timers.remove(first);
        elapsedNanos = Math.max(elapsedNanos, first.dueNanos());
        first.task().run();
        return true;
    }

    /** Answers the oldest request that waits, of those to this cluster if one is named; whether there is one. */
    boolean answer(@Nullable String cluster, Callouts.@Nullable Answer answer) {
        for (Sent each : waiting) {
            if (cluster == null || each.request().upstream().equals(cluster)) {
                waiting.remove(each);
                each.listener().onAnswer(answer);
                return true;
            }
        }
        return false;
    }

    @Override
    public void log(LogLevel level, String plugin, String message) {
        log.add(level + " " + message);
    }

    @Override
    public LogLevel logLevel() {
        return LogLevel.TRACE;
    }

    @Override
    public Metric metric(MetricKind kind, String name) {
        return metrics.computeIfAbsent(name, any -> new Tally());
    }

    @Override
    public Loop loop() {
        return this;
    }

    @Override
    public @Nullable Runnable call(Loop loop, Callouts.Request request, Callouts.Listener listener) {
        return send(loop, request, listener);
    }

    private @Nullable Runnable send(Executor loop, Callouts.Request request, Callouts.Listener listener) {
        sent.add(request);
        if (absentClusters.contains(request.upstream())) {
            return null;
        }
        Sent call = new Sent(request, answer -> loop.execute(() -> listener.onAnswer(answer)));
        waiting.add(call);
        return () -> waiting.remove(call);
    }

    @Override
    public long timeNanos() {
        return EPOCH_NANOS + elapsedNanos;
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(elapsedNanos + delay.toNanos(), task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }
}
