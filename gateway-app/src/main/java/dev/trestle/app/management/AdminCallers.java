package dev.trestle.app.management;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the admin API. With a token: who presents it, from wherever. Without: callers of this machine (in Kubernetes:
 * {@code kubectl port-forward}), who call it by address or as localhost. A name of somebody else's that leads here is how a page in an
 * operator's browser would read it, and a foreign {@code Origin} how such a page would act. Immutable.
 */
final class AdminCallers {
    private static final String SCHEME = "Bearer ";

    private final byte @Nullable [] token;

    /** With this token; null for none. */
    AdminCallers(@Nullable String token) {
        this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A caller.
     *
     * @param peer the other end of the connection, if it is known
     * @param host as whom the caller called this machine
     * @param origin the page that asks, if it is one
     * @param authorization what was presented, if anything
     */
    record Caller(
            @Nullable InetSocketAddress peer,
            String host,
            @Nullable String origin,
            @Nullable String authorization) {}

    /** Null for one who may; otherwise why not. */
    @Nullable
    String refusal(Caller caller) {
        if (caller.origin() != null && !caller.origin().endsWith("//" + caller.host())) {
            return "not for pages of another origin";
        }
        byte[] expected = token;
        if (expected != null) {
            return presents(caller.authorization(), expected) ? null : "present the token: Authorization: Bearer TOKEN";
        }
        InetSocketAddress peer = caller.peer();
        boolean local =
                peer != null && !peer.isUnresolved() && peer.getAddress().isLoopbackAddress();
        return local && isOwn(name(caller.host()))
                ? null
                : "for callers of the gateway's own machine only: go there, forward a port, or start it with --admin-token-file";
    }

    /** Takes as long for a token that is nearly right as for any other. */
    private static boolean presents(@Nullable String authorization, byte[] expected) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8), expected);
    }

    private static String name(String host) {
        int bracket = host.lastIndexOf(']');
        int colon = host.lastIndexOf(':');
        String name = colon > bracket ? host.substring(0, colon) : host;
        return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
    }

    private static boolean isOwn(String name) {
        return name.equalsIgnoreCase("localhost")
                || NetUtil.isValidIpV4Address(name)
                || NetUtil.isValidIpV6Address(name);
    }
}
