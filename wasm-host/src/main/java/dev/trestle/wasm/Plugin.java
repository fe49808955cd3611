package dev.trestle.wasm;

import dev.trestle.wasm.engine.Code;
import dev.trestle.wasm.engine.GuestException;
import dev.trestle.wasm.engine.GuestImport;
import dev.trestle.wasm.engine.ModuleException;
import dev.trestle.wasm.engine.Watchdog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A module with a configuration, ready to serve: one instance for each loop, made by {@link #prepare} or when the loop first asks,
 * replaced when it broke off. Thread safe.
 */
public final class Plugin implements AutoCloseable {
    private static final long START_MARGIN_NANOS = 50_000_000;
    private static final int START_FACTOR = 4;

    private final Code code;
    private final PluginSettings settings;
    private final Commons commons;
    private final Abi abi;
    private final boolean streams;
    private final Map<Host.Loop, Slot> slots = new ConcurrentHashMap<>();
    private final AtomicInteger coldCalls = new AtomicInteger(Limits.COLD_CALLS);
    private long startNanos;
    private volatile boolean closed;

    /**
     * What all plugins have in common.
     *
     * @param host the gateway around them
     * @param shared data and queues
     * @param watchdog ends calls that take too long
     * @param clock nanoseconds, of any origin
     * @param foreign functions of the gateway's own, by their names
     */
    public record Commons(
            Host host,
            SharedState shared,
            Watchdog watchdog,
            LongSupplier clock,
            Map<String, ForeignFunction> foreign) {
        /** With the machine's clock, the foreign functions that are installed, and nothing shared yet. */
        public static Commons of(Host host) {
            Map<String, ForeignFunction> foreign = new HashMap<>();
            for (ForeignFunction function : ServiceLoader.load(ForeignFunction.class)) {
                if (foreign.put(function.name(), function) != null) {
                    throw new IllegalStateException(
                            "foreign function " + function.name() + ": twice (expected: one of each name)");
                }
            }
            return new Commons(host, new SharedState(), new Watchdog(), System::nanoTime, foreign);
        }
    }

    private Plugin(Code code, PluginSettings settings, Commons commons) throws ModuleException {
        this.code = code;
        this.settings = settings;
        this.commons = commons;
        this.abi = Abi.of(code.exports());
        this.streams = code.exports().stream()
                .anyMatch(name -> name.matches(
                        "proxy_on_(request|response)_.*|proxy_on_(down|up)stream_.*|proxy_on_new_connection"));
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
    public static Plugin start(Code code, PluginSettings settings, Commons commons) throws ModuleException {
        Plugin plugin = new Plugin(code, settings, commons);
        try {
            long begin = commons.watchdog().cpuNanos(Thread.currentThread());
            PluginInstance canary = new PluginInstance(plugin, Canary.INSTANCE);
            canary.start();
            canary.abandon();
            plugin.startNanos = commons.watchdog().cpuNanos(Thread.currentThread()) - begin;
        } catch (PluginLostException broken) {
            throw new ModuleException("the module does not start: " + broken.reason());
        } catch (GuestException broken) {
            throw new ModuleException("the module does not start: " + broken.getMessage());
        }
        List<GuestImport> unknown = unknownImports(code);
        if (!unknown.isEmpty()) {
            commons.host()
                    .log(
                            Host.LogLevel.WARN,
                            settings.name(),
                            "imports that are answered with UNIMPLEMENTED: " + unknown);
        }
        return plugin;
    }

    /** What the module imports and this host does not offer, or not with these parameters. */
    public static List<GuestImport> unknownImports(Code code) {
        return code.imports().stream()
                .filter(wanted -> HostTable.ALL.find(wanted) == null)
                .toList();
    }

    /**
     * Makes the instance for a loop and hands it over to it. On the slow side, so that no loop waits while a guest starts.
     *
     * @throws PluginLostException if it cannot start
     */
    public void prepare(Host.Loop loop) {
        slot(loop).prepare();
    }

    /**
     * It serves on these loops: makes the instances that they have not asked for yet, or the only one of a module without streams, which
     * nobody asks for. On the slow side. One that does not start is tried again when it is asked for, or by and by if nobody does.
     */
    public void serve(List<? extends Host.Loop> loops) {
        boolean one = !hasStreams();
        for (Host.Loop loop : loops) {
            if (one && !slots.isEmpty()) {
                return;
            }
            if (!slots.containsKey(loop)) {
                try {
                    prepare(loop);
                } catch (PluginLostException lost) {
                    host().log(Host.LogLevel.ERROR, settings.name(), String.valueOf(lost.getMessage()));
                    revive(loop);
                }
            }
        }
    }

    /**
     * A new HTTP stream on the current thread's loop.
     *
     * @throws PluginLostException if the instance cannot be had and the plugin fails closed
     */
    public HttpContext newHttpContext(World world) {
        try {
            return instance().newHttpContext(world);
        } catch (PluginLostException lost) {
            if (failsOpen()) {
                return new HttpContext(null);
            }
            throw lost;
        }
    }

    /**
     * A new TCP connection on the current thread's loop.
     *
     * @throws PluginLostException if the instance cannot be had and the plugin fails closed
     */
    public StreamContext newStreamContext(World world) {
        try {
            return instance().newStreamContext(world);
        } catch (PluginLostException lost) {
            if (failsOpen()) {
                return new StreamContext(null);
            }
            throw lost;
        }
    }

    /**
     * The instance of the current thread's loop.
     *
     * @throws PluginLostException if it broke off lately, or cannot start
     */
    PluginInstance instance() {
        return slot(host().loop()).instance();
    }

    /**
     * Streams end as they like; the instances end after the last one of each. A stream that begins late, on a loop that has not yet
     * heard of it, is served as well, so that a plugin can be replaced without failing any.
     */
    @Override
    public void close() {
        closed = true;
        slots.values().forEach(Slot::close);
    }

    private Slot slot(Host.Loop loop) {
        Slot known = slots.get(loop);
        return known == null ? slots.computeIfAbsent(loop, any -> new Slot(this, any)) : known;
    }

    boolean isClosed() {
        return closed;
    }

    /** An instance that works by itself, with a timer or a queue, broke off: nobody else will ask for another. */
    void revive(Host.Loop loop) {
        Slot slot = slots.get(loop);
        if (slot != null) {
            slot.revive();
        }
    }

    /** The version its module was built for. */
    public Abi abi() {
        return abi;
    }

    /** Whether the module wants to see streams, or only runs by its timer and its queues. */
    public boolean hasStreams() {
        return streams;
    }

    /** Whether a pause in the headers holds only them. */
    boolean holdsHeadersAlone() {
        return switch (settings.conduct().headerPause()) {
            case BY_ABI -> abi == Abi.V0_2_100;
            case ALL -> false;
            case HEADERS_ALONE -> true;
        };
    }

    /** Counts a call of an instance that is not known to be warm; whether it is still one of the first ones. */
    boolean isCold() {
        return coldCalls.get() > 0 && coldCalls.decrementAndGet() > 0;
    }

    /** Whether streams go on without the plugin once it is lost. */
    boolean failsOpen() {
        return settings.conduct().onFailure() == Conduct.Failure.OPEN;
    }

    /**
     * The CPU time that an instance may take to start. The first one, off the loops, may take what the limits allow; the later ones
     * not much more than that one took, so that none holds up a loop.
     */
    long startBudgetNanos() {
        long most = settings.limits().maxStartTime().toNanos();
        return startNanos == 0 ? most : Math.min(most, START_FACTOR * startNanos + START_MARGIN_NANOS);
    }

    @Nullable
    ForeignFunction foreign(String name) {
        return commons.foreign().get(name);
    }

    Code code() {
        return code;
    }

    PluginSettings settings() {
        return settings;
    }

    Host host() {
        return commons.host();
    }

    SharedState shared() {
        return commons.shared();
    }

    long nanos() {
        return commons.clock().getAsLong();
    }

    Watchdog watchdog() {
        return commons.watchdog();
    }
}
