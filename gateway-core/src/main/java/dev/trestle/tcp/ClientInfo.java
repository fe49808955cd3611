package dev.trestle.tcp;

import dev.trestle.filter.ConnectionInfo;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A client's connection, as its filters see it: what was known when it was accepted. */
record ClientInfo(long id, InetSocketAddress source, InetSocketAddress destination) implements ConnectionInfo {
    /** The client, {@code 10.0.0.7:51234}. */
    String text() {
        return source.getAddress().getHostAddress() + ":" + source.getPort();
    }

    /** Nothing here speaks TLS. */
    @Override
    public @Nullable String tlsVersion() {
        return null;
    }

    @Override
    public @Nullable String serverName() {
        return null;
    }
}
