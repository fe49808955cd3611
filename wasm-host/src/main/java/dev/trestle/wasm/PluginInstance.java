package dev.trestle.wasm;

import dev.trestle.wasm.engine.Guard;
import dev.trestle.wasm.engine.Guest;
import dev.trestle.wasm.engine.GuestException;
import dev.trestle.wasm.engine.GuestFunction;
import dev.trestle.wasm.engine.ModuleException;
import io.netty.util.collection.IntObjectHashMap;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One instance of a plugin, for one thread: its guest, its contexts, and what the guest asked for that has to wait until its callback
 * has returned. A guest is never re-entered but for its allocator.
 */
final class PluginInstance {
    static final int ROOT_ID = 1;
    private static final int MAX_DEFERRED = 1024;
    private static final int MAX_AWAITING_DONE = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Plugin plugin;
    private final Host.Loop loop;
    private @Nullable Guest guest;
    private final Guard guard;
    private final Callbacks callbacks;
    private final IntObjectHashMap<Context> contexts = new IntObjectHashMap<>();
    private final ArrayDeque<Runnable> deferred = new ArrayDeque<>();
    private final Calls calls;
    private final ForeignCalls foreignCalls = new ForeignCalls(this);
    private final GrpcCalls grpcCalls;
    private final RedisLogins redisLogins = new RedisLogins();
    private final Output printed;
    private final Output complained;
    private final Ticks ticks;
    private final Metrics metrics;
    private final SecureRandom random = new SecureRandom();
    private final Context root;
    private final List<Runnable> queueListeners = new ArrayList<>();
    private final List<Runnable> early = new ArrayList<>();

    private Context effective;
    private @Nullable Context current;
    private byte @Nullable [] configuration;
    private int nextId = ROOT_ID + 1;
    private boolean hasWrapped;
    private int awaitingDone;
    private boolean allocating;
    private boolean draining;
    private boolean closing;
    private boolean hurried;
    private boolean ending;
    private boolean adopted;
    private boolean isStarted;
    private boolean cold = true;
    private @Nullable String lost;
    private long lostAtNanos;
    private Runnable patience = () -> {};

    /** Links and instantiates; the module's start section runs, with nothing of the host but its log. */
    PluginInstance(Plugin plugin, Host.Loop loop) {
        this.plugin = plugin;
        this.loop = loop;
        this.root = new Context(this, ROOT_ID, null);
        this.effective = root;
        this.calls = new Calls(this);
        this.grpcCalls = new GrpcCalls(this);
        this.printed = new Output(this, Host.LogLevel.INFO);
        this.complained = new Output(this, Host.LogLevel.ERROR);
        this.ticks = new Ticks(this);
        this.metrics = new Metrics(plugin.host());
        Limits limits = plugin.settings().limits();
        this.guard = plugin.watchdog().newGuard(plugin.startBudgetNanos());
        HostFunctions functions = new HostFunctions(this);
        Guest made = plugin.code().newGuest(functions, limits.maxMemoryPages(), guard);
        this.guest = made;
        this.callbacks = new Callbacks(made);
        functions.open();
    }

    /**
     * Runs the guest's own initialisation and shows it its configuration.
     *
     * @throws ModuleException if it refuses the configuration
     * @throws PluginLostException if it breaks off
     */
    void start() throws ModuleException {
        GuestFunction initialize = guest().function("_initialize");
        if (initialize == null) {
            enter(root, guest().function("_start"));
        } else {
            enter(root, initialize);
            GuestFunction main = guest().function("main");
            enter(root, main == null ? guest().function("__main_void") : main, 0, 0);
        }
        contexts.put(ROOT_ID, root);
        enter(root, callbacks.contextCreate, ROOT_ID, 0);
        byte[] vm = plugin.settings().vmConfiguration();
        configuration = vm;
        if (callbacks.vmStart != null && enter(root, callbacks.vmStart, ROOT_ID, vm.length) == 0) {
            throw new ModuleException("proxy_on_vm_start answered false (expected: a VM configuration it accepts)");
        }
        byte[] own = plugin.settings().configuration();
        configuration = own;
        if (callbacks.configure != null && enter(root, callbacks.configure, ROOT_ID, own.length) == 0) {
            throw new ModuleException("proxy_on_configure answered false (expected: a configuration it accepts)");
        }
        long warm = plugin.settings().limits().maxCallTime().toNanos();
        guard.budget(cold ? warm * Limits.COLD_FACTOR : warm);
        isStarted = true;
    }

    /** It is the loop's from now on: what came for it before that comes now. */
    void adopt() {
        adopted = true;
        early.forEach(this::outside);
        early.clear();
    }

    /** Runs {@code task} on the loop, of which this must be the thread, once the instance is the loop's and its guest has returned. */
    void onLoop(Runnable task) {
        if (adopted) {
            outside(task);
        } else {
            early.add(task);
        }
    }

    /** Whether this instance only proves the configuration good. */
    boolean isCanary() {
        return loop == Canary.INSTANCE;
    }

    /** A new HTTP stream. */
    HttpContext newHttpContext(World world) {
        return new HttpContext(newContext(world));
    }

    /** A new TCP connection. */
    StreamContext newStreamContext(World world) {
        return new StreamContext(newContext(world));
    }

    private Context newContext(World world) {
        while (nextId <= ROOT_ID || hasWrapped && contexts.containsKey(nextId)) {
            hasWrapped |= nextId <= ROOT_ID;
            nextId = nextId <= ROOT_ID ? ROOT_ID + 1 : nextId + 1;
        }
        Context context = new Context(this, nextId++, world);
        contexts.put(context.id, context);
        if (callbacks.contextCreate != null) {
            enter(context, callbacks.contextCreate, context.id, ROOT_ID);
        }
        return context;
    }

    /**
     * Calls the guest for a context, then does what it asked for meanwhile.
     *
     * @param callback null if the guest has none: the answer is 0
     */
    int enter(Context context, @Nullable GuestFunction callback, long... args) {
        if (lost != null) {
            throw new PluginLostException(lost);
        }
        if (callback == null) {
            return 0;
        }
        if (current != null) {
            throw new IllegalStateException("a guest would be re-entered");
        }
        if (callback.isConstant()) {
            drain();
            return callback.answer();
        }
        if (isStarted && cold && !plugin.isCold()) {
            cold = false;
            guard.budget(plugin.settings().limits().maxCallTime().toNanos());
        }
        current = context;
        effective = context;
        int said;
        try {
            said = callback.call(args);
        } catch (GuestException broken) {
            lose(broken.kind() + ": " + broken.getMessage());
            throw new PluginLostException(String.valueOf(lost));
        } finally {
            current = null;
            effective = root;
            printed.flush();
            complained.flush();
        }
        drain();
        return said;
    }

    /** Does {@code action} once the guest has returned; false if it asked for too much. */
    boolean defer(Runnable action) {
        if (deferred.size() >= MAX_DEFERRED) {
            return false;
        }
        deferred.add(action);
        return true;
    }

    /** Runs {@code action} now, or once the guest has returned. */
    void outside(Runnable action) {
        if (current == null) {
            action.run();
        } else {
            deferred.add(action);
        }
    }

    private void drain() {
        if (draining || deferred.isEmpty()) {
            return;
        }
        draining = true;
        try {
            for (Runnable next = deferred.poll(); next != null; next = deferred.poll()) {
                next.run();
            }
        } finally {
            draining = false;
        }
    }

    /** The guest broke off: every stream in it is lost, and the plugin will make a new instance. */
    private void lose(String reason) {
        lost = reason;
        lostAtNanos = plugin.nanos();
        Context broken = current;
        boolean worksAlone = ticks.areOn() || !queueListeners.isEmpty();
        stop();
        deferred.clear();
        if (worksAlone && !closing) {
            plugin.revive(loop);
        }
        if (ending) {
            log(Host.LogLevel.DEBUG, "instance broke off while it ended, " + reason);
        } else {
            log(Host.LogLevel.ERROR, "instance lost, " + reason);
        }
        for (Context context : List.copyOf(contexts.values())) {
            if (broken == null || context.id != broken.id) {
                context.lost(reason);
            }
        }
        contexts.clear();
    }

    /** A context that the guest is done with. */
    void delete(Context context) {
        try {
            if (context.world != null && callbacks.log != null) {
                enter(context, callbacks.log, context.id);
            }
            if (callbacks.delete != null) {
                enter(context, callbacks.delete, context.id);
            }
        } catch (PluginLostException gone) {
            // Said in the log where it broke off; the stream is over anyhow.
        }
        forget(context);
    }

    void forget(Context context) {
        contexts.remove(context.id);
        if (context.id == ROOT_ID) {
            stop();
        } else if (closing && contexts.size() == 1 && contexts.containsKey(ROOT_ID)) {
            endRoot();
        }
    }

    /** Contexts that a guest never says to be done with must not pile up. */
    void awaitDone(Context context) {
        if (++awaitingDone > MAX_AWAITING_DONE || hurried) {
            context.done();
            drain();
        }
    }

    /** One less context is awaited. */
    void isDone() {
        awaitingDone--;
    }

    /**
     * Ends the instance once its streams have ended, which may still wait for their answers, for a timer or a queue: on its own thread. What
     * the guest has not said to be done with some seconds later it is asked about no longer.
     */
    void close() {
        if (closing) {
            return;
        }
        closing = true;
        if (contexts.size() <= 1) {
            endRoot();
        }
        if (isRunning()) {
            patience = loop.schedule(PATIENCE, () -> onLoop(this::hurry));
        }
    }

    private void hurry() {
        hurried = true;
        for (Context context : List.copyOf(contexts.values())) {
            context.done();
        }
        drain();
    }

    /** The instance is not needed any more, and its guest is not told. */
    void abandon() {
        closing = true;
        stop();
    }

    private void endRoot() {
        ending = true;
        root.end();
    }

    /** The guest does nothing by itself any more, and waits for nothing. */
    private void stop() {
        patience.run();
        ticks.stop();
        queueListeners.forEach(plugin.shared()::forget);
        calls.cancel();
        grpcCalls.cancelAll();
    }

    /** Whether the guest may still be called for what belongs to no stream. */
    boolean isRunning() {
        return lost == null && contexts.containsKey(ROOT_ID);
    }

    /** What this instance does when a queue of its own has an item; kept so that it can be told to stop. */
    Runnable newQueueListener(int[] queue) {
        Runnable listener = () -> loop.execute(() -> onLoop(() -> {
            if (isRunning()) {
                quietly(() -> enter(root, callbacks.queueReady, ROOT_ID, queue[0]));
            }
        }));
        queueListeners.add(listener);
        return listener;
    }

    /** A callback that belongs to no stream: if the guest breaks off there is nobody else to tell. */
    static void quietly(Runnable callback) {
        try {
            callback.run();
        } catch (PluginLostException logged) {
            // Said in the log where it broke off.
        }
    }

    /** Memory of the guest's for {@code size} bytes, or 0. The allocator may call nothing but the log. */
    int allocate(int size) {
        if (callbacks.malloc == null || allocating) {
            return 0;
        }
        allocating = true;
        try {
            return callbacks.malloc.call(size);
        } finally {
            allocating = false;
        }
    }

    /** Whether the guest's allocator runs, which may call nothing. */
    boolean isAllocating() {
        return allocating;
    }

    /** Whether it serves streams: it is not lost, and has not ended. */
    boolean isAlive() {
        return lost == null && !ending;
    }

    boolean isLost() {
        return lost != null;
    }

    /** When it was lost, by the plugin's clock. */
    long lostAtNanos() {
        return lostAtNanos;
    }

    /** The context that host calls mean. */
    Context effective() {
        return effective;
    }

    /** Makes another context the one that host calls mean; whether it is alive. */
    boolean effective(int id) {
        Context known = contexts.get(id);
        if (known != null) {
            effective = known;
        }
        return known != null;
    }

    byte @Nullable [] configuration() {
        return configuration;
    }

    Context root() {
        return root;
    }

    Guest guest() {
        return Objects.requireNonNull(guest, "the guest is not there yet");
    }

    /** The guest calls its host, from its start section perhaps, while it is still being made. */
    void guest(Guest caller) {
        guest = caller;
    }

    /** Bytes nobody can guess: guests make keys of them. */
    byte[] random(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    Callbacks callbacks() {
        return callbacks;
    }

    Calls calls() {
        return calls;
    }

    ForeignCalls foreignCalls() {
        return foreignCalls;
    }

    RedisLogins redisLogins() {
        return redisLogins;
    }

    GrpcCalls grpcCalls() {
        return grpcCalls;
    }

    /** What it prints to a descriptor: 1 is its output, 2 its complaints. */
    Output output(int descriptor) {
        return descriptor == 1 ? printed : complained;
    }

    /** A line of the plugin's log. */
    void log(Host.LogLevel level, String line) {
        plugin.host().log(level, plugin.settings().name(), line);
    }

    Ticks ticks() {
        return ticks;
    }

    Metrics metrics() {
        return metrics;
    }

    Plugin plugin() {
        return plugin;
    }

    Host.Loop loop() {
        return loop;
    }
}
