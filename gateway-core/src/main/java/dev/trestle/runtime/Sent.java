package dev.trestle.runtime;

import dev.trestle.upstream.EventLoops;
import io.netty.channel.EventLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Something a filter has sent: it runs on an event loop, its answer is told where its sender lives, once, and never after it was
 * cancelled. All but the answer happens there.
 *
 * @param <A> the answer
 */
final class Sent<A> {
    private final EventLoops loops;
    private final Executor home;
    private final Runnable held;
    private final Consumer<@Nullable A> listener;
    private final AtomicBoolean released = new AtomicBoolean();
    private @Nullable EventLoop loop;
    private @Nullable Runnable stop;
    private boolean cancelled;

    /** What is sent. */
    @FunctionalInterface
    interface Start<A> {
        /** Starts it on {@code loop}, where the caller is not, and answers there; what is returned gives it up, there too. */
        Running on(EventLoop loop, Consumer<@Nullable A> answered);
    }

    /**
     * What runs on a loop.
     *
     * @param start to be run there first
     * @param stop gives it up
     */
    record Running(Runnable start, Runnable stop) {}

    /**
     * Not sent yet.
     *
     * @param home where {@code listener} is told
     * @param held what is to be released once it has ended; on any thread
     */
    Sent(EventLoops loops, Executor home, Runnable held, Consumer<@Nullable A> listener) {
        this.loops = loops;
        this.home = home;
        this.held = held;
        this.listener = listener;
    }

    /** Sends it in a later turn of its home; what is returned cancels it. */
    Runnable begin(Start<A> start) {
        home.execute(() -> {
            if (!cancelled) {
                EventLoop here = loops.current();
                EventLoop chosen = here == null ? loops.any() : here;
                Running running = start.on(chosen, this::answered);
                loop = chosen;
                stop = running.stop();
                on(chosen, running.start());
            }
        });
        return this::cancel;
    }

    /** Runs {@code task} where it runs, after its start. From its home, like all that is asked of it. */
    void there(Runnable task) {
        home.execute(() -> {
            EventLoop chosen = loop;
            if (!cancelled && chosen != null) {
                on(chosen, task);
            }
        });
    }

    /** Runs {@code task} at home, unless it was cancelled. From where it runs. */
    void home(Runnable task) {
        home.execute(() -> {
            if (!cancelled) {
                task.run();
            }
        });
    }

    private void answered(@Nullable A answer) {
        release();
        home(() -> listener.accept(answer));
    }

    private void cancel() {
        cancelled = true;
        EventLoop chosen = loop;
        Runnable open = stop;
        if (chosen != null && open != null) {
            on(chosen, open);
        }
        release();
    }

    /** Releases what is held, once; it may be done before the end. On any thread. */
    void release() {
        if (released.compareAndSet(false, true)) {
            held.run();
        }
    }

    private static void on(EventLoop loop, Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
