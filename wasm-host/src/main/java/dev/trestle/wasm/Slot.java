package dev.trestle.wasm;

import dev.trestle.wasm.engine.GuestException;
import dev.trestle.wasm.engine.ModuleException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A loop's place for an instance of a plugin. Used on that loop, but for {@link #prepare} and {@link #close}. */
final class Slot {
    private static final long FIRST_WAIT_NANOS = 50_000_000;
    private static final long MAX_WAIT_NANOS = 10_000_000_000L;
    private static final long CALM_NANOS = 60_000_000_000L;

    private final Plugin plugin;
    private final Host.Loop loop;
    private @Nullable PluginInstance instance;
    private long startedAt;
    private long waitNanos;
    private long notBefore;

    Slot(Plugin plugin, Host.Loop loop) {
        this.plugin = plugin;
        this.loop = loop;
    }

    /** The instance, made if there is none that lives; of a closed plugin one that ends with the streams it gets now. */
    PluginInstance instance() {
        PluginInstance known = instance;
        if (known != null && known.isAlive()) {
            return known;
        }
        PluginInstance made = restart(known != null && known.isLost() ? known : null);
        if (plugin.isClosed()) {
            close();
        }
        return made;
    }

    /** Starts an instance on this thread and hands it to the loop, which may have made one itself meanwhile. */
    void prepare() {
        PluginInstance made = made();
        loop.execute(() -> {
            if (plugin.isClosed() || instance != null) {
                made.close();
            } else {
                adopt(made);
            }
        });
    }

    /** Asks for an instance again, until it starts. */
    void revive() {
        long wait = Math.max(FIRST_WAIT_NANOS, waitNanos);
        loop.schedule(Duration.ofNanos(wait), () -> {
            if (plugin.isClosed()) {
                return;
            }
            try {
                instance();
            } catch (PluginLostException still) {
                revive();
            }
        });
    }

    /** The first crash is replaced at once, the next ones after a time that doubles until there was none for a minute. */
    private PluginInstance restart(@Nullable PluginInstance crashed) {
        if (crashed != null) {
            instance = null;
            long crashedAt = crashed.lostAtNanos();
            boolean calm = waitNanos == 0 || crashedAt - startedAt > CALM_NANOS;
            notBefore = calm ? crashedAt : crashedAt + waitNanos;
            waitNanos = calm ? FIRST_WAIT_NANOS : Math.min(MAX_WAIT_NANOS, 2 * waitNanos);
        }
        if (waitNanos > 0 && plugin.nanos() - notBefore < 0) {
            throw new PluginLostException("the plugin broke off and starts again later");
        }
        try {
            return adopt(made());
        } catch (PluginLostException failed) {
            waitNanos = Math.max(FIRST_WAIT_NANOS, Math.min(MAX_WAIT_NANOS, 2 * waitNanos));
            notBefore = plugin.nanos() + waitNanos;
            throw failed;
        }
    }

    private PluginInstance adopt(PluginInstance made) {
        startedAt = plugin.nanos();
        instance = made;
        made.adopt();
        return made;
    }

    private PluginInstance made() {
        try {
            PluginInstance made = new PluginInstance(plugin, loop);
            made.start();
            return made;
        } catch (ModuleException | PluginLostException | GuestException broken) {
            throw new PluginLostException("the plugin does not start: " + broken.getMessage());
        }
    }

    /** From any thread: the instance ends on its loop. */
    void close() {
        loop.execute(() -> {
            if (instance != null) {
                instance.close();
            }
        });
    }
}
