package dev.trestle.app.management;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.trestle.app.GatewayState;
import dev.trestle.runtime.Gateway.RouteStatus;
import dev.trestle.upstream.ClusterStatus;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** The admin API: reads only. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {
    @Bean
    RouterFunction<ServerResponse> adminRoutes(GatewayState state) {
        return route().GET("/admin/config", request -> json(masked(state)))
                .GET("/admin/routes", request -> json(state.routes()))
                .GET("/admin/routes/{id}", request -> one(request, "route", state.routes().stream(), RouteStatus::id))
                .GET("/admin/clusters", request -> json(state.clusters()))
                .GET(
                        "/admin/clusters/{id}",
                        request -> one(request, "cluster", state.clusters().stream(), ClusterStatus::name))
                .GET("/admin/problems", request -> json(ProblemsView.of(state)))
                .build();
    }

    private static Object masked(GatewayState state) {
        return Objects.requireNonNull(MaskedConfig.of(state.config().root()));
    }

    private static Mono<ServerResponse> json(Object value) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(value);
    }

    private static <T> Mono<ServerResponse> one(
            ServerRequest request, String kind, Stream<T> all, Function<T, String> name) {
        String wanted = request.pathVariable("id");
        return all.filter(each -> name.apply(each).equals(wanted))
                .findFirst()
                .map(AdminConfiguration::json)
                .orElseThrow(() ->
                        new ResponseStatusException(HttpStatus.NOT_FOUND, "no " + kind + " has the name " + wanted));
    }
}
