package dev.trestle.redis;

import dev.trestle.filter.RedisCallouts.Command;
import dev.trestle.filter.RedisCallouts.Listener;
import dev.trestle.upstream.Cluster;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One command under way; a failure of any kind is no answer, and nothing is written twice. On its event loop. */
public final class RedisCall {
    private final Command command;
    private final Duration timeout;
    private final EventLoop loop;
    private final Listener listener;
    private @Nullable RedisLine line;
    private @Nullable Future<?> timer;
    private boolean over;

    /**
     * A command that {@link #start} sends.
     *
     * @param timeout instead of the command's own
     * @param listener told once, on {@code loop}, unless the call is cancelled before
     */
    public RedisCall(Command command, Duration timeout, EventLoop loop, Listener listener) {
        this.command = command;
        this.timeout = timeout;
        this.loop = loop;
        this.listener = listener;
    }

    /** Sends it to one of the endpoints of {@code cluster}, which is to stay open until the call has ended. */
    public void start(Cluster cluster, RedisLines lines) {
        if (over) {
            return;
        }
        timer = loop.schedule(this::onTimeout, timeout.toNanos(), TimeUnit.NANOSECONDS);
        RedisLine found = lines.line(loop, cluster, command.login());
        if (found == null) {
            answer(null);
        } else {
            line = found;
            found.add(this);
        }
    }

    private void onTimeout() {
        RedisLine on = line;
        if (on != null) {
            on.onTimeout();
        }
        answer(null);
    }

    /** Nobody waits for the answer any more. */
    public void cancel() {
        if (over) {
            return;
        }
        over = true;
        if (timer != null) {
            timer.cancel(false);
        }
        RedisLine on = line;
        line = null;
        if (on != null) {
            on.onOver();
        }
    }

    /** It has ended. */
    void answer(byte @Nullable [] reply) {
        if (!over) {
            cancel();
            listener.onAnswer(reply);
        }
    }

    boolean isOver() {
        return over;
    }

    byte[] bytes() {
        return command.bytes();
    }
}
