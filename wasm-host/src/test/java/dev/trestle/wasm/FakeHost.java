package dev.trestle.wasm;

import dev.trestle.filter.Callouts;
import dev.trestle.filter.GrpcCallouts;
import dev.trestle.filter.RedisCallouts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A gateway in a list: what plugins log, count and ask for is written down; its loop runs when the test says so. */
final class FakeHost implements Host, Host.Loop {
    final List<String> log = new ArrayList<>();
    final Map<String, Counter> metrics = new LinkedHashMap<>();
    final List<Callouts.Request> calls = new ArrayList<>();
    final List<Callouts.Listener> listeners = new ArrayList<>();
    final List<RedisCallouts.Command> commands = new ArrayList<>();
    final List<RedisCallouts.Listener> redisListeners = new ArrayList<>();
    final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    final List<Scheduled> timers = new ArrayList<>();
    final List<String> did = new ArrayList<>();
    final List<GrpcCallouts.Listener> grpcListeners = new ArrayList<>();
    final List<String> upstreams = new ArrayList<>();
    int unsentBytes;
    Loop current = this;
    int lockDepth;
    int entered;
    int left;
    final List<Integer> cancelled = new ArrayList<>();
    LogLevel level = LogLevel.TRACE;

    record Scheduled(Duration delay, Runnable task) {}

    static final class Counter implements Metric {
        final MetricKind kind;
        final List<Long> recorded = new ArrayList<>();
        private long value;

        Counter(MetricKind kind) {
            this.kind = kind;
        }

        @Override
        public void add(long delta) {
            value += delta;
        }

        @Override
        public void record(long recordedValue) {
            recorded.add(recordedValue);
            value = recordedValue;
        }

        @Override
        public long value() {
            return value;
        }
    }

    @Override
    public void log(LogLevel at, String plugin, String message) {
        if (lockDepth > 0) {
            entered++;
            lock(lockDepth);
            left++;
            return;
        }
        log.add(at + " " + plugin + " " + message);
    }

    @Override
    public LogLevel logLevel() {
        return level;
    }

    @Override
    public Metric metric(MetricKind kind, String name) {
        return metrics.computeIfAbsent(name, any -> new Counter(kind));
    }

    @Override
    public Loop loop() {
        return current;
    }

    @Override
    public @Nullable Runnable call(Loop on, Callouts.Request call, Callouts.Listener listener) {
        if (call.upstream().equals("nowhere")) {
            return null;
        }
        int index = calls.size();
        calls.add(call);
        listeners.add(listener);
        return () -> cancelled.add(index);
    }

    @Override
    public @Nullable Runnable redis(Loop on, RedisCallouts.Command command, RedisCallouts.Listener listener) {
        if (command.upstream().equals("nowhere")) {
            return null;
        }
        int index = commands.size();
        commands.add(command);
        redisListeners.add(listener);
        return () -> cancelled.add(index);
    }

    @Override
    public GrpcCallouts.@Nullable Stream grpc(Loop on, GrpcCallouts.Call call, GrpcCallouts.Listener listener) {
        if (call.upstream().equals("nowhere")) {
            return null;
        }
        upstreams.add(call.upstream());
        did.add("open " + call.service() + "/" + call.method());
        grpcListeners.add(listener);
        return new GrpcCallouts.Stream() {
            @Override
            public void send(byte @Nullable [] message, GrpcCallouts.More more) {
                did.add("send " + (message == null ? "nothing" : new String(message, StandardCharsets.UTF_8)) + " more "
                        + more);
            }

            @Override
            public int unsentBytes() {
                return unsentBytes;
            }

            @Override
            public void cancel() {
                did.add("cancel");
            }
        };
    }

    @Override
    public long timeNanos() {
        return 1_700_000_000_123_456_789L;
    }

    @Override
    public Runnable schedule(Duration delay, Runnable task) {
        Scheduled timer = new Scheduled(delay, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Stands for a log whose locks must not be left half way. */
    private int lock(int depth) {
        return depth == 0 ? 0 : 1 + lock(depth - 1);
    }

    /** Runs what was handed to the loop. */
    void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Fails the calls that were sent, and drops the timers. */
    void forgetCalls() {
        List<Callouts.Listener> open = List.copyOf(listeners);
        listeners.clear();
        calls.clear();
        timers.clear();
        open.forEach(listener -> listener.onAnswer(null));
    }

    /** Runs the timer that was set first. */
    void fireTimer() {
        timers.removeFirst().task().run();
    }
}
