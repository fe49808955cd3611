package dev.trestle.app.management;

import static dev.trestle.app.management.AdminViews.json;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.trestle.app.GatewayControl;
import dev.trestle.app.GatewayState;
import dev.trestle.app.log.LogLevels;
import dev.trestle.app.tap.TapOrder;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The admin API: what changes something, or works for its answer. */
final class AdminActs {
    private static final Logger LOG = LoggerFactory.getLogger("dev.trestle.admin");

    private static final int DEFAULT_SECONDS = 60;
    private static final int DEFAULT_BYTES = 64 << 10;

    private AdminActs() {}

    static RouterFunction<ServerResponse> routes(GatewayState state, GatewayControl control, Readiness readiness) {
        return route().POST("/admin/check", request -> check(request, control))
                .GET("/admin/drain", request -> json(drained(state, control)))
                .POST("/admin/drain", request -> {
                    readiness.refuse();
                    control.drain();
                    LOG.info("drain: not ready any more, clients are asked to go elsewhere");
                    return json(drained(state, control));
                })
                .DELETE("/admin/drain", request -> {
                    control.undrain();
                    if (!control.isDraining()) {
                        readiness.accept();
                        LOG.info("drain: taken back, ready again");
                    }
                    return json(drained(state, control));
                })
                .GET("/admin/log", request -> json(LogLevels.all()))
                .PUT("/admin/log/{logger}", AdminActs::level)
                .POST("/admin/tap", request -> json(control.tap(order(request, state))))
                .GET("/admin/tap", request -> tapped(control))
                .DELETE("/admin/tap", request -> {
                    control.untap();
                    return ServerResponse.noContent().build();
                })
                .build();
    }

    private static Drained drained(GatewayState state, GatewayControl control) {
        return new Drained(control.isDraining(), state.inFlight());
    }

    /** How far a drain is. */
    record Drained(boolean draining, int inFlight) {}

    /** Compiling takes what it takes: modules are compiled too. Not on the event loop. */
    private static Mono<ServerResponse> check(ServerRequest request, GatewayControl control) {
        return Mono.defer(() -> request.bodyToMono(String.class))
                .defaultIfEmpty("")
                .onErrorMap(
                        InvalidMediaTypeException.class,
                        wrong -> new UnsupportedMediaTypeStatusException(String.valueOf(wrong.getMessage())))
                .onErrorMap(
                        DataBufferLimitException.class,
                        beyond -> new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE, "a body of more than 8 MB"))
                .publishOn(Schedulers.boundedElastic())
                .map(yaml ->
                        control.check(yaml).stream().map(ProblemsView.Entry::of).toList())
                .flatMap(problems -> json(new Checked(problems.isEmpty(), problems)));
    }

    /** What {@code check} answers. */
    record Checked(boolean good, List<ProblemsView.Entry> problems) {}

    private static Mono<ServerResponse> level(ServerRequest request) {
        String logger = request.pathVariable("logger");
        String level = request.queryParam("level").orElse("");
        String before = LogLevels.set(logger, level);
        if (before == null) {
            throw bad("level: " + level + " (expected: trace, debug, info, warn, error or off)");
        }
        LOG.info("log level of {}: {}, was {}", logger, level, before);
        return json(new Leveled(logger, level, before));
    }

    /** A logger whose level was set. */
    record Leveled(String logger, String level, String before) {}

    /** To mask what was recorded takes time. Not on the event loop. */
    private static Mono<ServerResponse> tapped(GatewayControl control) {
        return Mono.fromCallable(control::tapped)
                .subscribeOn(Schedulers.boundedElastic())
                .switchIfEmpty(Mono.error(new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "nothing is recorded: POST /admin/tap?route=ID&exchanges=N first")))
                .flatMap(AdminViews::json);
    }

    private static TapOrder order(ServerRequest request, GatewayState state) {
        String id = request.queryParam("route").orElse(null);
        if (id != null && state.routes().stream().noneMatch(each -> each.id().equals(id))) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no route has the name " + id);
        }
        try {
            return new TapOrder(
                    id,
                    number(request, "exchanges", 1),
                    number(request, "seconds", DEFAULT_SECONDS),
                    number(request, "maxBytes", DEFAULT_BYTES));
        } catch (IllegalArgumentException wrong) {
            throw bad(String.valueOf(wrong.getMessage()));
        }
    }

    private static int number(ServerRequest request, String name, int otherwise) {
        String text = request.queryParam(name).orElse(null);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("\\d{1,9}")) {
            throw bad(name + ": " + text + " (expected: a whole number)");
        }
        return Integer.parseInt(text);
    }

    private static ResponseStatusException bad(String detail) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, detail);
    }
}
