package dev.trestle.exchange;

import dev.trestle.filter.ConnectionInfo;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection, whatever HTTP it speaks. Closes when it has had no exchange for the idle timeout. On its event loop
 * only.
 */
final class ClientConnection implements ConnectionInfo {
    /** In an idle timeout, which is so kept to a quarter. */
    private static final int TICKS = 4;

    private static final AttributeKey<ClientConnection> KEY = AttributeKey.valueOf("trestle.client");

    private final long id;
    private final Channel channel;
    private final Deadlines deadlines;
    private final ClientLimits limits;
    private int exchanges;
    private int quietTicks;
    /** Whether {@link #tls} was looked for. */
    private boolean looked;

    private @Nullable SslHandler tls;
    private Deadlines.Deadline idle;

    private ClientConnection(long id, Channel channel, Deadlines deadlines, ClientLimits limits) {
        this.id = id;
        this.channel = channel;
        this.deadlines = deadlines;
        this.limits = limits;
        this.idle = nextTick();
    }

    /** Begins to watch over a new connection. */
    static void accept(long id, Channel channel, Deadlines deadlines, ClientLimits limits) {
        ClientConnection connection = new ClientConnection(id, channel, deadlines, limits);
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

    @Override
    public long id() {
        return id;
    }

    @Override
    public InetSocketAddress source() {
        return (InetSocketAddress) channel.remoteAddress();
    }

    @Override
    public InetSocketAddress destination() {
        return (InetSocketAddress) channel.localAddress();
    }

    @Override
    public @Nullable String tlsVersion() {
        SSLSession session = session();
        return session == null ? null : session.getProtocol();
    }

    @Override
    public @Nullable String serverName() {
        return session() instanceof ExtendedSSLSession session
                ? session.getRequestedServerNames().stream()
                        .filter(SNIHostName.class::isInstance)
                        .map(name -> ((SNIHostName) name).getAsciiName())
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private @Nullable SSLSession session() {
        if (!looked) {
            looked = true;
            tls = channel.pipeline().get(SslHandler.class);
        }
        return tls == null ? null : tls.engine().getSession();
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
