package dev.trestle.exchange;

import dev.trestle.bridge.BridgeExchange;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;

/** What waits while a bridge holds its exchange: hooks in the order they came, with the buffers they were lent. One thread. */
final class Holds {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(0);
    private int count;

    /** Whether hooks have to wait. */
    boolean any() {
        return count > 0;
    }

    /** One more hold; after the last one is resumed the waiting hooks run, then {@code goOn}. */
    BridgeExchange.Pause hold(EventLoop loop, Runnable goOn) {
        count++;
        return () -> loop.execute(() -> {
            count--;
            while (count == 0 && !waiting.isEmpty()) {
                waiting.remove().run();
            }
            if (count == 0) {
                goOn.run();
            }
        });
    }

    /** Runs {@code hook} once nothing holds. */
    void later(Runnable hook) {
        waiting.add(hook);
    }

    /** The same with a buffer that was retained for it. */
    void later(ByteBuf kept, Runnable hook) {
        waiting.add(() -> {
            hook.run();
            kept.release();
        });
    }

    /** The attempt is over: its hooks do nothing but let go of their buffers. */
    void drop() {
        count = 0;
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }
}
