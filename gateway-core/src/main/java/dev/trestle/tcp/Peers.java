package dev.trestle.tcp;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** How an address is written: {@code 10.0.0.7:51234}. */
final class Peers {
    private Peers() {}

    /** Null is the address of a client that has gone already. */
    static String text(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : "unknown";
    }
}
