package dev.trestle.filter;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** What a filter may know of a client's connection. */
public interface ConnectionInfo {
    /** A number that no other connection of this process has had. */
    long id();

    /** Where it comes from. */
    InetSocketAddress source();

    /** The address it came to. */
    InetSocketAddress destination();

    /** The version of TLS, {@code TLSv1.3}; null for clear text. */
    @Nullable
    String tlsVersion();

    /** The host name the client asked for when it began TLS; null for none. */
    @Nullable
    String serverName();
}
