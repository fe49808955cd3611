package dev.trestle.wasm;

import dev.trestle.wasm.engine.GuestFunction;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A context inside of an instance: the root, or one stream. Created in the guest with {@code proxy_on_context_create}, ended once with
 * {@code proxy_on_done}, for streams {@code proxy_on_log}, and {@code proxy_on_delete}.
 */
class Context {
    private static final int MAX_OWN_BYTES = 1 << 20;

    final PluginInstance instance;
    final int id;
    /** What the stream shows; null for the root. */
    final @Nullable World world;

    /** Properties that the plugin has set. */
    private Map<String, byte[]> own = Map.of();

    private int ownBytes;
    private boolean replied;
    private boolean closed;
    private boolean awaitsDone;
    private World.@Nullable Side shown;
    private boolean resumed;

    Context(PluginInstance instance, int id, @Nullable World world) {
        this.instance = instance;
        this.id = id;
        this.world = world;
    }

    /** A property that the plugin has set before, or one of the stream; null if there is none. */
    byte @Nullable [] property(String path) {
        byte[] set = own.get(path);
        if (set != null || world == null) {
            return set;
        }
        byte[] known = world.property(path);
        return known == null ? FieldProperties.find(world, path) : known;
    }

    /** Keeps a property, up to 1 MiB of them; whether there is room. */
    boolean property(String path, byte[] value) {
        if (world != null) {
            world.property(path, value);
        }
        byte[] old = own.get(path);
        int more = value.length + (old == null ? path.length() : -old.length);
        if (ownBytes + more > MAX_OWN_BYTES) {
            return false;
        }
        ownBytes += more;
        if (own.isEmpty()) {
            own = new HashMap<>(4);
        }
        own.put(path, value);
        return true;
    }

    /** The plugin answers by itself; only the first time counts, and SDKs end their guest if the second is an error. */
    boolean reply(World.LocalReply reply) {
        World answered = world;
        if (answered == null || closed) {
            return false;
        }
        if (replied) {
            return true;
        }
        replied = true;
        return instance.defer(() -> answered.reply(reply));
    }

    /**
     * Calls the guest for one side of this stream.
     *
     * @return what it said; 0, to go on, if it has resumed that side itself meanwhile, or if it is lost and its plugin fails open
     * @throws PluginLostException if the guest is lost and its plugin fails closed
     */
    int enter(World.Side side, @Nullable GuestFunction callback, long... args) {
        World.Side outer = shown;
        boolean outerResumed = resumed;
        shown = side;
        resumed = false;
        try {
            int said = instance.enter(this, callback, args);
            return resumed ? 0 : said;
        } catch (PluginLostException lost) {
            if (!instance.plugin().failsOpen()) {
                throw lost;
            }
            replied = false;
            return 0;
        } finally {
            shown = outer;
            resumed = outerResumed;
        }
    }

    /** The guest resumes a side: the one it is shown goes on as if it had said so. */
    void resume(World.Side side) {
        if (side == shown) {
            resumed = true;
        } else if (world != null) {
            world.resume(side);
        }
    }

    /** The guest broke off, but not in a callback of this stream. */
    void lost(String reason) {
        World left = world;
        if (left == null) {
            return;
        }
        if (!instance.plugin().failsOpen()) {
            left.lost(reason);
            return;
        }
        replied = false;
        for (World.Side side : World.Side.values()) {
            left.resume(side);
        }
    }

    /** What a callback said, unless the plugin has answered. */
    Action said(Action action) {
        return replied ? Action.REPLIED : action;
    }

    /** Ends the context in the guest, now or once the guest says {@code proxy_done}. Called once; does not throw. */
    void end() {
        if (closed) {
            return;
        }
        closed = true;
        if (instance.isLost()) {
            instance.forget(this);
            return;
        }
        try {
            awaitsDone = instance.callbacks().done != null && instance.enter(this, instance.callbacks().done, id) == 0;
            if (!awaitsDone) {
                instance.delete(this);
            } else {
                instance.awaitDone(this);
            }
        } catch (PluginLostException lost) {
            instance.forget(this);
        }
    }

    /** The guest says that it is done with this context; whether that was awaited. */
    boolean done() {
        if (!awaitsDone) {
            return false;
        }
        awaitsDone = false;
        instance.isDone();
        return instance.defer(() -> instance.delete(this));
    }
}
