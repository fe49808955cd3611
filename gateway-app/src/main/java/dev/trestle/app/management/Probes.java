package dev.trestle.app.management;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trestle.app.GatewayState;
import dev.trestle.app.Installation;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What probes and scrapes ask for, under the paths and in the words of Spring Boot's actuator, which everybody's tools know. */
final class Probes {
    private static final Health UP = new Health("UP");
    private static final Health OUT_OF_SERVICE = new Health("OUT_OF_SERVICE");

    private Probes() {}

    static RouterFunction<ServerResponse> routes(
            GatewayState state, Readiness readiness, PrometheusMeterRegistry registry) {
        ExpositionFormats formats = ExpositionFormats.init();
        return route(looks("/actuator/health"), request -> health(readiness))
                .andRoute(looks("/actuator/health/liveness"), request -> answer(UP))
                .andRoute(looks("/actuator/health/readiness"), request -> answer(readiness(readiness)))
                .andRoute(looks("/actuator/info"), request -> AdminViews.json(info(state)))
                .andRoute(looks("/actuator/prometheus"), request -> scrape(request, formats, registry));
    }

    /** Load balancers probe with HEAD. */
    private static RequestPredicate looks(String path) {
        return RequestPredicates.methods(HttpMethod.GET, HttpMethod.HEAD).and(RequestPredicates.path(path));
    }

    private static Health readiness(Readiness readiness) {
        return readiness.isAccepting() ? UP : OUT_OF_SERVICE;
    }

    private static Mono<ServerResponse> health(Readiness readiness) {
        Health ready = readiness(readiness);
        Map<String, Health> components = Map.of("livenessState", UP, "readinessState", ready);
        return answer(new Health(ready.status(), components, List.of("liveness", "readiness")));
    }

    private static Mono<ServerResponse> answer(Health health) {
        HttpStatus status = health.status().equals(UP.status()) ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(health);
    }

    /**
     * What a probe is told.
     *
     * @param status {@code UP} or {@code OUT_OF_SERVICE}
     * @param components what it is made of; null for one of them
     * @param groups which probes there are; null for one of them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Health(
            String status,
            @Nullable Map<String, Health> components,
            @Nullable List<String> groups) {
        Health(String status) {
            this(status, null, null);
        }
    }

    private static Map<String, Object> info(GatewayState state) {
        return Map.of(
                "trestle",
                Map.of(
                        "version", Installation.version(),
                        "configGeneration", state.generation(),
                        "routes", state.routes().size(),
                        "clusters", state.clusters().size()),
                "java",
                Map.of("version", Runtime.version().toString()));
    }

    /** A scrape of many routes takes its time. Not on the event loop. */
    private static Mono<ServerResponse> scrape(
            ServerRequest request, ExpositionFormats formats, PrometheusMeterRegistry registry) {
        String accepted = String.join(",", request.headers().header(HttpHeaders.ACCEPT));
        ExpositionFormatWriter wanted = formats.findWriter(accepted);
        // Who would rather have protocol buffers takes text as well.
        ExpositionFormatWriter writer = wanted.isAvailable() ? wanted : formats.getPrometheusTextFormatWriter();
        return Mono.fromCallable(() -> text(writer, accepted, registry))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(text -> ServerResponse.ok()
                        .header(HttpHeaders.CONTENT_TYPE, writer.getContentType())
                        .bodyValue(text));
    }

    private static byte[] text(ExpositionFormatWriter writer, String accepted, PrometheusMeterRegistry registry) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(out, registry.getPrometheusRegistry().scrape(), EscapingScheme.fromAcceptHeader(accepted));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
