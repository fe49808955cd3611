package dev.trestle.app.log;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue from many event loops to one writer. Never blocks and allocates nothing: what does not fit is refused.
 *
 * <pre>
 *   slots  [ . . s s s s . . ]
 *              ^head   ^tail      producers claim tail by CAS, then fill the slot; the consumer waits for a slot to be filled
 * </pre>
 *
 * @param <T> what is queued
 */
final class SummaryRing<T> {
    private final AtomicReferenceArray<@Nullable T> slots;
    private final int mask;
    private final AtomicLong head = new AtomicLong();
    private final AtomicLong tail = new AtomicLong();

    /** Room for {@code capacity}, a power of two. */
    SummaryRing(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException(capacity + " (expected: a power of two)");
        }
        slots = new AtomicReferenceArray<>(capacity);
        mask = capacity - 1;
    }

    /** Any thread. False when there is no room. */
    boolean offer(T summary) {
        long claimed;
        do {
            claimed = tail.get();
            if (claimed - head.get() > mask) {
                return false;
            }
        } while (!tail.compareAndSet(claimed, claimed + 1));
        slots.setRelease((int) claimed & mask, summary);
        return true;
    }

    /** The writer's thread only. Null when there is nothing, or the next producer has not filled its slot yet. */
    @Nullable
    T poll() {
        long at = head.get();
        int slot = (int) at & mask;
        T summary = slots.getAcquire(slot);
        if (summary != null) {
            // Emptied before the head moves: a producer that sees the new head may fill it at once.
            slots.setRelease(slot, null);
            head.set(at + 1);
        }
        return summary;
    }
}
