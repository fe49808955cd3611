package dev.trestle.app.management;

import dev.trestle.app.management.AdminCallers.Caller;
import java.security.cert.X509Certificate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Callers from anywhere may probe and scrape. The rest, above all the admin API, which shows configuration and addresses, is for
 * {@link AdminCallers}. The list is of what is open, as written in the request: another spelling of a closed path is closed too.
 */
final class RemoteCallers implements WebFilter {
    private static final String OPEN = "/actuator/";

    private final AdminCallers admins;

    RemoteCallers(AdminCallers admins) {
        this.admins = admins;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String refusal = request.getPath().value().startsWith(OPEN) ? null : admins.refusal(caller(request));
        return refusal == null
                ? chain.filter(exchange)
                : Mono.error(new ResponseStatusException(HttpStatus.FORBIDDEN, refusal));
    }

    /** The TLS engine has verified what it shows here. */
    private static boolean isCertified(ServerHttpRequest request) {
        SslInfo ssl = request.getSslInfo();
        X509Certificate[] certificates = ssl == null ? null : ssl.getPeerCertificates();
        return certificates != null && certificates.length > 0;
    }

    private static Caller caller(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        String host = headers.getFirst(HttpHeaders.HOST);
        return new Caller(
                request.getRemoteAddress(),
                host == null ? "" : host,
                headers.getOrigin(),
                headers.getFirst(HttpHeaders.AUTHORIZATION),
                isCertified(request));
    }
}
