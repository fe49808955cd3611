package dev.trestle.app.management;

import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers what no route does: 405 with the methods that one would, 404 otherwise. */
final class Elsewhere implements HandlerFunction<ServerResponse> {
    private static final List<HttpMethod> METHODS =
            List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE);

    private final RouterFunction<ServerResponse> routes;

    Elsewhere(RouterFunction<ServerResponse> routes) {
        this.routes = routes;
    }

    @Override
    public Mono<ServerResponse> handle(ServerRequest request) {
        return Flux.fromIterable(METHODS)
                .filterWhen(method -> routes.route(
                                ServerRequest.from(request).method(method).build())
                        .hasElement())
                .collectList()
                .flatMap(methods -> Mono.error(
                        methods.isEmpty()
                                ? new ResponseStatusException(HttpStatus.NOT_FOUND, "nothing answers " + request.path())
                                : new MethodNotAllowedException(request.method(), methods)));
    }
}
