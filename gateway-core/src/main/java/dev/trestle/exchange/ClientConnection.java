package dev.trestle.exchange;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.Objects;

/**
 * One client's connection, whatever HTTP it speaks. Closes when it has had no exchange for the idle timeout. On its event loop
 * only.
 */
final class ClientConnection {
    /** In an idle timeout, which is so kept to a quarter. */
    private static final int TICKS = 4;

    private static final AttributeKey<ClientConnection> KEY = AttributeKey.valueOf("trestle.client");

    private final Channel channel;
    private final Deadlines deadlines;
    private final ClientLimits limits;
    private int exchanges;
    private int quietTicks;
    private Deadlines.Deadline idle;

    private ClientConnection(Channel channel, Deadlines deadlines, ClientLimits limits) {
        this.channel = channel;
        this.deadlines = deadlines;
        this.limits = limits;
        this.idle = nextTick();
    }

    /** Begins to watch over a new connection. */
    static void accept(Channel channel, Deadlines deadlines, ClientLimits limits) {
        ClientConnection connection = new ClientConnection(channel, deadlines, limits);
        channel.attr(KEY).set(connection);
        channel.closeFuture().addListener(closed -> connection.idle.cancel());
    }

    /** The connection of a request's channel, which with HTTP/2 is that of its stream. */
    static ClientConnection of(Channel channel) {
        ClientConnection own = channel.attr(KEY).get();
        return own != null
                ? own
                : Objects.requireNonNull(channel.parent().attr(KEY).get(), "connection");
    }

    /** The most time a request's body may take. */
    Duration bodyTimeout() {
        return limits.request();
    }

    /** The most bytes of a request's head. */
    int maxHeaderBytes() {
        return limits.maxHeaderBytes();
    }

    void onStart() {
        exchanges++;
    }

    void onEnd() {
        exchanges--;
        quietTicks = 0;
    }

    /** Some looks in an idle timeout, so that nothing is done for each exchange. */
    private Deadlines.Deadline nextTick() {
        return deadlines.start(Math.max(1, limits.idle().toNanos() / TICKS), this::onTick);
    }

    /** The tick that comes first after an exchange does not count as a whole one. */
    private void onTick() {
        if (exchanges == 0 && ++quietTicks > TICKS) {
            var unused = channel.close();
        } else {
            idle = nextTick();
        }
    }
}
