package dev.trestle.app.management;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Callers from another machine may probe and scrape. The rest, above all the admin API, which shows configuration and addresses, is
 * for callers of this machine (in Kubernetes: {@code kubectl port-forward}), who call it by address or as localhost: a name of
 * somebody else's that leads here is how a page in an operator's browser would read it. The list is of what is open, as written in the request:
 * another spelling of a closed path is closed too.
 */
@Component
final class RemoteCallers implements WebFilter {
    private static final String OPEN = "/actuator/";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().value();
        InetSocketAddress host = exchange.getRequest().getHeaders().getHost();
        if (mayPass(path, exchange.getRequest().getRemoteAddress(), host == null ? "" : host.getHostString())) {
            return chain.filter(exchange);
        }
        return Mono.error(new ResponseStatusException(
                HttpStatus.FORBIDDEN, "for callers of the gateway's own machine only: go there, or forward a port"));
    }

    /**
     * Whether a caller gets an answer.
     *
     * @param path as it was sent, not decoded
     * @param peer the other end of the connection, if it is known
     * @param host as whom the caller called this machine
     */
    static boolean mayPass(String path, @Nullable InetSocketAddress peer, String host) {
        return path.startsWith(OPEN)
                || peer != null && !peer.isUnresolved() && peer.getAddress().isLoopbackAddress() && isOwn(host);
    }

    private static boolean isOwn(String host) {
        return host.equalsIgnoreCase("localhost")
                || NetUtil.isValidIpV4Address(host)
                || NetUtil.isValidIpV6Address(host);
    }
}
