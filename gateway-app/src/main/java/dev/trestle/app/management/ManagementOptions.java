package dev.trestle.app.management;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where the management plane is, and for whom.
 *
 * @param address port 0 for any free one
 * @param adminToken what callers of the admin API have to present; without one it answers those of this machine only
 */
public record ManagementOptions(
        InetSocketAddress address, @Nullable String adminToken) {
    /** The usual place: {@code port} on loopback, 0 for any free one. */
    public static ManagementOptions loopback(int port) {
        return new ManagementOptions(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), null);
    }

    @Override
    public String toString() {
        return "ManagementOptions[address=" + address + (adminToken == null ? "]" : ", adminToken=***]");
    }
}
