package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.filter.Callouts;
import dev.trestle.filter.Rest;
import dev.trestle.wasm.engine.ModuleException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads as loops: a plugin is replaced while streams come, and instances on several loops share data. */
class LoadTest {
    private static final int LOOPS = 3;
    private static final int STREAMS = 3000;
    private static final int REPLACEMENTS = 20;

    private final LoopsHost host = new LoopsHost();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final CountDownLatch done = new CountDownLatch(LOOPS * STREAMS);

    @AfterEach
    void stop() {
        host.loops.forEach(loop -> loop.executor.shutdownNow());
    }

    @Test
    void noStreamFails_whileThePluginIsReplaced() throws Exception {
        AtomicReference<Plugin> serving = new AtomicReference<>(plugin());
        List<Plugin> replaced = new ArrayList<>();
        for (OneLoop loop : host.loops) {
            loop.execute(() -> serve(loop, serving, STREAMS));
        }
        for (int i = 0; i < REPLACEMENTS; i++) {
            Plugin next = plugin();
            for (OneLoop loop : host.loops) {
                next.prepare(loop);
            }
            Plugin old = serving.getAndSet(next);
            old.close();
            replaced.add(old);
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        serving.get().close();
        host.awaitLoops();
        assertThat(failures).isEmpty();
        assertThat(replaced).hasSize(REPLACEMENTS);
        long created = host.log.stream().filter("configure 1 1 z"::equals).count();
        long deleted = host.log.stream().filter("delete 1"::equals).count();
        assertThat(deleted)
                .as("every instance but the canaries has ended")
                .isEqualTo(created - REPLACEMENTS - 1)
                .isGreaterThanOrEqualTo(REPLACEMENTS);
    }

    private Plugin plugin() throws ModuleException {
        return Plugin.start(Plugins.code("probe"), Plugins.settings("z"), Plugin.Commons.of(host));
    }

    /** One stream, and the next one in a task of its own, as on an event loop. */
    private void serve(OneLoop loop, AtomicReference<Plugin> serving, int left) {
        if (left == 0) {
            return;
        }
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext stream = serving.get().newHttpContext(world);
            if (stream.onRequestHeaders(Rest.END) != Action.CONTINUE) {
                failures.add("it was held");
            }
            stream.close();
        } catch (RuntimeException failed) {
            failures.add(failed.toString());
        }
        done.countDown();
        loop.execute(() -> serve(loop, serving, left - 1));
    }

    @Test
    void sharedData_losesNoChange_whenAllLoopsChangeIt() throws Exception {
        SharedState shared = new SharedState();
        for (OneLoop loop : host.loops) {
            loop.execute(() -> {
                for (int i = 0; i < STREAMS; i++) {
                    increment(shared);
                    done.countDown();
                }
            });
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        SharedState.Datum sum = shared.get("vm", "sum");
        assertThat(sum).isNotNull();
        assertThat(Pairs.readInt(sum.value(), 0)).isEqualTo(LOOPS * STREAMS);
    }

    private static void increment(SharedState shared) {
        int status;
        do {
            SharedState.Datum known = shared.get("vm", "sum");
            byte[] next = new byte[4];
            Pairs.writeInt(next, 0, 1 + (known == null ? 0 : Pairs.readInt(known.value(), 0)));
            // A key that is not there takes any version: the first one is set by its own name.
            status = known == null ? first(shared) : shared.set("vm", "sum", next, known.cas());
        } while (status != Status.OK);
    }

    private static int first(SharedState shared) {
        synchronized (shared) {
            if (shared.get("vm", "sum") == null) {
                shared.set("vm", "sum", new byte[] {1, 0, 0, 0}, 0);
                return Status.OK;
            }
            return Status.CAS_MISMATCH;
        }
    }

    /** A thread that is a loop. */
    private static final class OneLoop implements Host.Loop {
        final ExecutorService executor;

        @Nullable
        Thread thread;

        OneLoop() {
            executor = Executors.newSingleThreadExecutor();
            executor.execute(() -> thread = Thread.currentThread());
        }

        @Override
        public Runnable schedule(Duration delay, Runnable task) {
            throw new UnsupportedOperationException("no timers here");
        }

        @Override
        public void execute(Runnable task) {
            executor.execute(task);
        }
    }

    private static final class LoopsHost implements Host {
        final List<OneLoop> loops = new ArrayList<>();
        final Queue<String> log = new ConcurrentLinkedQueue<>();

        LoopsHost() {
            for (int i = 0; i < LOOPS; i++) {
                loops.add(new OneLoop());
            }
        }

        void awaitLoops() throws Exception {
            for (int round = 0; round < 2; round++) {
                for (OneLoop loop : loops) {
                    loop.executor.submit(() -> {}).get(10, TimeUnit.SECONDS);
                }
            }
        }

        @Override
        public void log(LogLevel level, String plugin, String message) {
            log.add(message);
        }

        @Override
        public LogLevel logLevel() {
            return LogLevel.INFO;
        }

        @Override
        public @Nullable Metric metric(MetricKind kind, String name) {
            return null;
        }

        @Override
        public Loop loop() {
            return loops.stream()
                    .filter(loop -> loop.thread == Thread.currentThread())
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public @Nullable Runnable call(Loop loop, Callouts.Request call, Callouts.Listener listener) {
            return null;
        }

        @Override
        public long timeNanos() {
            return 0;
        }
    }
}
