package dev.trestle.wasm;

import dev.trestle.wasm.engine.Code;
import dev.trestle.wasm.engine.ModuleException;
import dev.trestle.wasm.engine.Watchdog;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A module with a configuration, ready to serve: one instance for each thread that asks, made when it first asks, replaced when it
 * broke off. Thread safe.
 */
public final class Plugin implements AutoCloseable {
    private static final Host.Loop NO_LOOP = new CanaryLoop();

    private final Code code;
    private final PluginSettings settings;
    private final Runtime runtime;
    private final Abi abi;
    private final Map<Thread, Slot> slots = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * What all plugins have in common.
     *
     * @param host the gateway around them
     * @param shared data and queues
     * @param watchdog ends calls that take too long
     * @param clock nanoseconds, of any origin
     */
    public record Runtime(Host host, SharedState shared, Watchdog watchdog, LongSupplier clock) {
        /** With the machine's clock, and nothing shared yet. */
        public static Runtime of(Host host) {
            return new Runtime(host, new SharedState(), new Watchdog(), System::nanoTime);
        }
    }

    private Plugin(Code code, PluginSettings settings, Runtime runtime) throws ModuleException {
        this.code = code;
        this.settings = settings;
        this.runtime = runtime;
        this.abi = Abi.of(code.exports());
        int pages = code.initialPages();
        if (pages > settings.limits().maxMemoryPages()) {
            throw new ModuleException("memory: " + pages + " pages (expected: at most "
                    + settings.limits().maxMemoryPages() + ")");
        }
    }

    /**
     * Checks a module and its configuration by starting an instance that serves nothing. On the slow side: it may take as long as
     * {@link Limits#maxStartTime} allows, a few times over.
     *
     * @throws ModuleException if the module is of another ABI, or refuses its configuration, or breaks off
     */
    public static Plugin start(Code code, PluginSettings settings, Runtime runtime) throws ModuleException {
        Plugin plugin = new Plugin(code, settings, runtime);
        try {
            PluginInstance canary = new PluginInstance(plugin, NO_LOOP);
            canary.start();
            canary.close();
        } catch (PluginLostException broken) {
            throw new ModuleException("the module does not start: " + broken.reason());
        } catch (dev.trestle.wasm.engine.GuestException broken) {
            throw new ModuleException("the module does not start: " + broken.getMessage());
        }
        return plugin;
    }

    /**
     * The instance of the current thread.
     *
     * @throws PluginLostException if it broke off lately, or cannot start
     */
    public PluginInstance instance() {
        if (closed) {
            throw new PluginLostException("the plugin is closed");
        }
        return slots.computeIfAbsent(Thread.currentThread(), thread -> new Slot())
                .instance();
    }

    /** Streams end as they like; the instances end after the last one of each. */
    @Override
    public void close() {
        closed = true;
        slots.values().forEach(Slot::close);
    }

    /** The version its module was built for. */
    public Abi abi() {
        return abi;
    }

    /** Whether the module wants to see streams, or only runs by its timer and its queues. */
    public boolean hasStreams() {
        Set<String> exports = code.exports();
        return exports.stream()
                .anyMatch(name -> name.matches(
                        "proxy_on_(request|response)_.*|proxy_on_(down|up)stream_.*|proxy_on_new_connection"));
    }

    /** Whether a pause in the headers holds only them. */
    boolean holdsHeadersAlone() {
        return abi == Abi.V0_2_100;
    }

    Code code() {
        return code;
    }

    PluginSettings settings() {
        return settings;
    }

    Host host() {
        return runtime.host();
    }

    SharedState shared() {
        return runtime.shared();
    }

    long nanos() {
        return runtime.clock().getAsLong();
    }

    Watchdog watchdog() {
        return runtime.watchdog();
    }

    /** One thread's place for an instance. Used on that thread. */
    private final class Slot {
        private static final long FIRST_WAIT_NANOS = 50_000_000;
        private static final long MAX_WAIT_NANOS = 10_000_000_000L;
        private static final long CALM_NANOS = 60_000_000_000L;

        private volatile @Nullable PluginInstance instance;
        private long startedAt;
        private long waitNanos;
        private long notBefore;

        PluginInstance instance() {
            PluginInstance known = instance;
            return known != null && !known.isLost() ? known : restart(known);
        }

        /** The first crash is replaced at once, the next ones after a time that doubles until there was none for a minute. */
        private PluginInstance restart(@Nullable PluginInstance crashed) {
            long now = nanos();
            if (crashed != null) {
                instance = null;
                long crashedAt = crashed.lostAtNanos();
                boolean calm = waitNanos == 0 || crashedAt - startedAt > CALM_NANOS;
                notBefore = calm ? crashedAt : crashedAt + waitNanos;
                waitNanos = calm ? FIRST_WAIT_NANOS : Math.min(MAX_WAIT_NANOS, 2 * waitNanos);
            }
            if (waitNanos > 0 && now - notBefore < 0) {
                throw new PluginLostException("the plugin broke off and starts again later");
            }
            startedAt = now;
            PluginInstance made = made();
            instance = made;
            return made;
        }

        private PluginInstance made() {
            try {
                PluginInstance made = new PluginInstance(Plugin.this, host().loop());
                made.start();
                return made;
            } catch (ModuleException refused) {
                throw failed(String.valueOf(refused.getMessage()));
            } catch (PluginLostException | dev.trestle.wasm.engine.GuestException broken) {
                throw failed(String.valueOf(broken.getMessage()));
            }
        }

        private PluginLostException failed(String why) {
            waitNanos = Math.max(FIRST_WAIT_NANOS, Math.min(MAX_WAIT_NANOS, 2 * waitNanos));
            notBefore = nanos() + waitNanos;
            return new PluginLostException("the plugin does not start: " + why);
        }

        void close() {
            PluginInstance known = instance;
            if (known != null) {
                known.loop().execute(known::close);
            }
        }
    }

    /** The instance that only proves the configuration good has no future in which timers could fire. */
    private static final class CanaryLoop implements Host.Loop {
        @Override
        public Runnable schedule(java.time.Duration delay, Runnable task) {
            return () -> {};
        }

        @Override
        public void execute(Runnable task) {}
    }
}
