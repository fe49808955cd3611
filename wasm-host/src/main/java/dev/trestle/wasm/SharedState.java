package dev.trestle.wasm;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the instances of all plugins share: data by virtual machine id and key, and queues. Thread safe; held as briefly as a lock
 * can be. Bounded for each virtual machine id, since its memory is the gateway's and not the guests'.
 */
public final class SharedState {
    private static final long MAX_BYTES_PER_VM = 32 << 20;
    private static final int ENTRY_BYTES = 128;

    private final Map<Key, Datum> data = new HashMap<>();
    private final Map<Key, Integer> queueIds = new HashMap<>();
    private final Map<Integer, Queue> queues = new HashMap<>();
    private final Map<String, Long> usedBytes = new HashMap<>();
    private int nextQueue = 1;

    private record Key(String vm, String name) {}

    /** A value and its version; versions begin at 1. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Datum(byte[] value, int cas) {}

    private static final class Queue {
        private final String vm;
        private final ArrayDeque<byte[]> items = new ArrayDeque<>();
        private @Nullable Runnable listener;

        Queue(String vm) {
            this.vm = vm;
        }
    }

    /** Empty. */
    public SharedState() {}

    /** The value under a key, or null. */
    public byte @Nullable [] value(String vm, String key) {
        Datum known = get(vm, key);
        return known == null ? null : known.value();
    }

    /** Puts a value under a key, whatever was there; whether there is room for it. */
    public boolean put(String vm, String key, byte[] value) {
        return set(vm, key, value, 0) == Status.OK;
    }

    synchronized @Nullable Datum get(String vm, String key) {
        return data.get(new Key(vm, key));
    }

    /** Sets a value, if {@code cas} is 0 or its version; a status. */
    synchronized int set(String vm, String key, byte[] value, int cas) {
        Key id = new Key(vm, key);
        Datum known = data.get(id);
        if (known != null && cas != 0 && cas != known.cas()) {
            return Status.CAS_MISMATCH;
        }
        long more = known == null
                ? (long) ENTRY_BYTES + 2L * key.length() + value.length
                : value.length - known.value().length;
        if (!takes(vm, more)) {
            return Status.INTERNAL_FAILURE;
        }
        data.put(id, new Datum(value, known == null ? 1 : next(known.cas())));
        return Status.OK;
    }

    /** The queue of this name, made if there is none; {@code listener} is told of new items from any thread. 0 if there is no room. */
    synchronized int register(String vm, String name, Runnable listener) {
        Key key = new Key(vm, name);
        Integer known = queueIds.get(key);
        if (known == null) {
            if (!takes(vm, ENTRY_BYTES + 2L * name.length())) {
                return 0;
            }
            known = nextQueue++;
            queueIds.put(key, known);
            queues.put(known, new Queue(vm));
        }
        java.util.Objects.requireNonNull(queues.get(known)).listener = listener;
        return known;
    }

    /** The queue of this name, or 0. */
    synchronized int resolve(String vm, String name) {
        return queueIds.getOrDefault(new Key(vm, name), 0);
    }

    /** Adds an item; a status. */
    int enqueue(int id, byte[] item) {
        Runnable listener;
        synchronized (this) {
            Queue queue = queues.get(id);
            if (queue == null) {
                return Status.NOT_FOUND;
            }
            if (!takes(queue.vm, ENTRY_BYTES + item.length)) {
                return Status.INTERNAL_FAILURE;
            }
            queue.items.add(item);
            listener = queue.listener;
        }
        if (listener != null) {
            listener.run();
        }
        return Status.OK;
    }

    /** Whether there is such a queue. */
    synchronized boolean hasQueue(int id) {
        return queues.containsKey(id);
    }

    /** The oldest item, or null if there is none. */
    synchronized byte @Nullable [] dequeue(int id) {
        Queue queue = queues.get(id);
        byte[] item = queue == null ? null : queue.items.poll();
        if (queue != null && item != null) {
            usedBytes.merge(queue.vm, -(long) (ENTRY_BYTES + item.length), Long::sum);
        }
        return item;
    }

    /** A listener that is gone. Its queue and its items stay. */
    synchronized void forget(Runnable listener) {
        for (Queue queue : queues.values()) {
            if (listener.equals(queue.listener)) {
                queue.listener = null;
            }
        }
    }

    private boolean takes(String vm, long bytes) {
        long used = usedBytes.getOrDefault(vm, 0L) + bytes;
        if (used > MAX_BYTES_PER_VM) {
            return false;
        }
        usedBytes.put(vm, used);
        return true;
    }

    private static int next(int cas) {
        return cas + 1 == 0 ? 1 : cas + 1;
    }
}
