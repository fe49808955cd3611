package dev.trestle.tcp;

import dev.trestle.filter.Body;
import dev.trestle.filter.FilterConnection;
import dev.trestle.filter.Flow;
import dev.trestle.filter.Rest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One direction of a connection at one filter: what the filter holds, and behind it what did not fit. On the connection's event loop
 * only.
 */
final class Strand implements FilterConnection.Stream {
    private final Chain chain;
    private final int maxBytes;
    private final Hook hook;
    private final Next next;
    private final Runnable go;
    private final Runnable close;
    private final Body data;
    private final Deque<ByteBuf> behind = new ArrayDeque<>();
    private boolean shut;
    private boolean ended;
    private boolean endShown;
    private boolean holds;
    private boolean over;

    /** The filter's hook for this direction. */
    @FunctionalInterface
    interface Hook {
        Flow onData(Rest rest);
    }

    /** Where what passes goes. */
    @FunctionalInterface
    interface Next {
        /** Bytes, given away, and perhaps the end behind them. */
        void take(ByteBuf bytes, Rest rest);
    }

    /**
     * One strand.
     *
     * @param go run before anything goes on that was held
     * @param close closes where it comes from
     */
    record Ends(Hook hook, Next next, Runnable go, Runnable close) {}

    Strand(Chain chain, int maxBytes, ByteBufAllocator allocator, Ends ends) {
        this.chain = chain;
        this.maxBytes = maxBytes;
        this.data = new Body(allocator, maxBytes);
        this.hook = ends.hook();
        this.next = ends.next();
        this.go = ends.go();
        this.close = ends.close();
    }

    /** Holds before the first byte; with {@link Flow#PAUSE} none is shown before it is resumed. */
    void hold(Flow flow) {
        holds = true;
        shut = flow == Flow.PAUSE;
    }

    /** Whether what comes now is shown. */
    boolean shows() {
        return !shut && !isFull();
    }

    /** More came. */
    void take(ByteBuf bytes, Rest rest) {
        if (over) {
            bytes.release();
            return;
        }
        if (bytes.isReadable()) {
            behind.add(bytes);
        } else {
            bytes.release();
        }
        ended |= rest == Rest.END;
        show();
    }

    /** Whether it has no room: what comes now would only wait. */
    private boolean isFull() {
        return !behind.isEmpty() || data.size() >= maxBytes;
    }

    private boolean hasNews() {
        return behind.isEmpty() ? ended && !endShown : data.size() < maxBytes;
    }

    /** Shows the filter what there is, as often as it takes all of it and more is waiting. */
    private void show() {
        while (!over && !shut && hasNews()) {
            fill();
            endShown = ended && behind.isEmpty();
            Rest rest = endShown ? Rest.END : Rest.MORE;
            Flow flow = chain.ask(() -> hook.onData(rest));
            if (over) {
                return;
            }
            holds = flow != Flow.CONTINUE;
            if (!holds) {
                pass();
            }
        }
    }

    private void fill() {
        while (!behind.isEmpty() && data.size() < maxBytes) {
            ByteBuf first = behind.element();
            int room = maxBytes - data.size();
            if (first.readableBytes() <= room) {
                data.put(behind.remove());
            } else {
                data.append(first.readSlice(room));
            }
        }
    }

    /** All that is held, and the end if it was shown. */
    private void pass() {
        go.run();
        ByteBuf bytes = data.take();
        if (bytes.isReadable() || endShown) {
            next.take(bytes, endShown ? Rest.END : Rest.MORE);
        } else {
            bytes.release();
        }
    }

    @Override
    public Body data() {
        return data;
    }

    @Override
    public void resume() {
        chain.later(() -> {
            if (holds && !over) {
                holds = false;
                shut = false;
                pass();
                show();
            }
        });
    }

    @Override
    public void close() {
        chain.later(close);
    }

    /** Nothing is shown or passed on any more. */
    void stop() {
        over = true;
    }

    void release() {
        data.close();
        behind.forEach(ByteBuf::release);
        behind.clear();
    }
}
