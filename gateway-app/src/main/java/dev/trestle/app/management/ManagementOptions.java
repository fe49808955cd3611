package dev.trestle.app.management;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where the management plane is, and for whom.
 *
 * @param address port 0 for any free one
 * @param adminToken what callers of the admin API present; without one, and without certificates, it answers those of this
 *     machine only
 * @param tls null for clear text
 */
public record ManagementOptions(
        InetSocketAddress address,
        @Nullable String adminToken,
        @Nullable ManagementTls tls) {
    /** The usual place: {@code port} on loopback, 0 for any free one. */
    public static ManagementOptions loopback(int port) {
        return new ManagementOptions(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), null, null);
    }

    @Override
    public String toString() {
        return "ManagementOptions[address=" + address + ", tls=" + tls
                + (adminToken == null ? "]" : ", adminToken=***]");
    }
}
