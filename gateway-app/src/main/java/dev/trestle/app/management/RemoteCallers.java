package dev.trestle.app.management;

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
 * for callers of this machine (in Kubernetes: {@code kubectl port-forward}). The list is of what is open, as written in the request:
 * another spelling of a closed path is closed too.
 */
@Component
final class RemoteCallers implements WebFilter {
    private static final String OPEN = "/actuator/";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String path = exchange.getRequest().getPath().value();
        if (mayPass(path, exchange.getRequest().getRemoteAddress())) {
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
     */
    static boolean mayPass(String path, @Nullable InetSocketAddress peer) {
        return path.startsWith(OPEN)
                || peer != null && !peer.isUnresolved() && peer.getAddress().isLoopbackAddress();
    }
}
