package dev.trestle.app.management;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the admin API. With a token, or an authority of certificates: who presents one of them, from wherever. Without: callers of this machine (in Kubernetes:
 * {@code kubectl port-forward}), who call it by address or as localhost. A name of somebody else's that leads here is how a page in an
 * operator's browser would read it, and a foreign {@code Origin} how such a page would act. Immutable.
 */
final class AdminCallers {
    private static final String SCHEME = "Bearer ";

    private final byte @Nullable [] token;
    private final Certificates certificates;

    /** What a certificate opens. */
    enum Certificates {
        /** Nothing. */
        NONE,
        /** The admin API, if it is of the authority. */
        OF_AUTHORITY
    }

    /** With this token; null for none. */
    AdminCallers(@Nullable String token, Certificates certificates) {
        this.certificates = certificates;
        this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A caller.
     *
     * @param peer the other end of the connection, if it is known
     * @param host as whom the caller called this machine
     * @param origin the page that asks, if it is one
     * @param authorization what was presented, if anything
     * @param certified whether the connection has a certificate of the authority
     */
    record Caller(
            @Nullable InetSocketAddress peer,
            String host,
            @Nullable String origin,
            @Nullable String authorization,
            boolean certified) {}

    /** Null for one who may; otherwise why not. */
    @Nullable
    String refusal(Caller caller) {
        if (caller.origin() != null && !caller.origin().endsWith("//" + caller.host())) {
            return "not for pages of another origin";
        }
        byte[] expected = token;
        boolean mayCertify = certificates == Certificates.OF_AUTHORITY;
        if (expected != null || mayCertify) {
            boolean known =
                    mayCertify && caller.certified() || expected != null && presents(caller.authorization(), expected);
            return known ? null : wanted(expected != null, mayCertify);
        }
        InetSocketAddress peer = caller.peer();
        boolean local =
                peer != null && !peer.isUnresolved() && peer.getAddress().isLoopbackAddress();
        return local && isOwn(name(caller.host()))
                ? null
                : "for callers of the gateway's own machine only: go there, forward a port, or start it with --admin-token-file";
    }

    private static String wanted(boolean token, boolean certificate) {
        String header = "Authorization: Bearer TOKEN";
        String said = "a certificate of the authority that the gateway was started with";
        return !certificate
                ? "present the token: " + header
                : token ? "present " + said + ", or " + header : "present " + said;
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
