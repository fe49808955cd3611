package dev.trestle.wasm;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A context inside of an instance: the root, or one stream. Created in the guest with {@code proxy_on_context_create}, ended once with
 * {@code proxy_on_done}, {@code proxy_on_log} and {@code proxy_on_delete}.
 */
class Context {
    private static final int MAX_OWN_BYTES = 1 << 20;

    final PluginInstance instance;
    final int id;
    /** What the stream shows; null for the root. */
    final @Nullable World world;

    private final Map<String, byte[]> own = new HashMap<>(4);
    private int ownBytes;
    private boolean replied;
    private boolean closed;
    private boolean awaitsDone;

    Context(PluginInstance instance, int id, @Nullable World world) {
        this.instance = instance;
        this.id = id;
        this.world = world;
    }

    /** A property that the plugin has set before, or one of the stream; null if there is none. */
    byte @Nullable [] property(String path) {
        byte[] set = own.get(path);
        return set != null || world == null ? set : world.property(path);
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
        own.put(path, value);
        return true;
    }

    /** The plugin answers by itself; whether it is the first time. */
    boolean reply(World.LocalReply reply) {
        World shown = world;
        if (shown == null || replied || closed) {
            return false;
        }
        replied = true;
        return instance.defer(() -> shown.reply(reply));
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
        return instance.defer(() -> instance.delete(this));
    }
}
