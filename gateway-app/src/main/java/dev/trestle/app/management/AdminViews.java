package dev.trestle.app.management;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.trestle.app.GatewayState;
import dev.trestle.app.schema.Defaults;
import dev.trestle.app.schema.PluggedKeys;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway.RouteStatus;
import dev.trestle.upstream.ClusterStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** The admin API: what is only looked at. */
final class AdminViews {
    private AdminViews() {}

    static RouterFunction<ServerResponse> routes(GatewayState state) {
        PluggedKeys codecs = PluggedKeys.of(Factories.discovered());
        return route().GET("/admin/config", request -> json(config(state, codecs)))
                .GET("/admin/routes", request -> json(state.routes()))
                .GET("/admin/routes/{id}", request -> one(request, "route", state.routes().stream(), RouteStatus::id))
                .GET("/admin/clusters", request -> json(state.clusters()))
                .GET(
                        "/admin/clusters/{id}",
                        request -> one(request, "cluster", state.clusters().stream(), ClusterStatus::name))
                .GET("/admin/problems", request -> json(ProblemsView.of(state)))
                .build();
    }

    /** What was written, what stands for what was not, and what the command line says instead: together, what is in force. */
    private static Map<String, Object> config(GatewayState state, PluggedKeys codecs) {
        SettingsNode root = state.config().root();
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("written", Objects.requireNonNull(MaskedConfig.of(root)));
        config.put("defaults", Defaults.of(root, codecs));
        config.put("commandLine", state.overrides());
        return config;
    }

    static Mono<ServerResponse> json(Object value) {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(value);
    }

    private static <T> Mono<ServerResponse> one(
            ServerRequest request, String kind, Stream<T> all, Function<T, String> name) {
        String wanted = request.pathVariable("id");
        return all.filter(each -> name.apply(each).equals(wanted))
                .findFirst()
                .map(AdminViews::json)
                .orElseThrow(() ->
                        new ResponseStatusException(HttpStatus.NOT_FOUND, "no " + kind + " has the name " + wanted));
    }
}
