package dev.trestle.app.management;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Every error of the management plane as {@code application/problem+json}, in the form that the data plane's have. */
final class ProblemReplies implements WebExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger("dev.trestle.admin");

    private final JsonMapper mapper;

    ProblemReplies(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** RFC 9457. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Problem(
            String type,
            String title,
            int status,
            @Nullable String detail,
            String code,
            @Nullable String instance) {}

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        HttpStatus status = HttpStatus.INTERNAL_SERVER_ERROR;
        String detail = "a defect of the program; the log tells more";
        HttpHeaders headers = HttpHeaders.EMPTY;
        if (response.isCommitted() || DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            return Mono.error(failure);
        }
        if (failure instanceof ErrorResponse known) {
            status = HttpStatus.valueOf(known.getStatusCode().value());
            detail = known.getBody().getDetail();
            headers = known.getHeaders();
        } else {
            LOG.error(
                    "{} {} failed",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getPath(),
                    failure);
        }
        response.setStatusCode(status);
        response.getHeaders().putAll(headers);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        String code = status.name().toLowerCase(Locale.ROOT);
        Problem problem = new Problem(
                "urn:trestle:problem:" + code,
                status.getReasonPhrase(),
                status.value(),
                detail,
                code,
                exchange.getRequest().getURI().getRawPath());
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(mapper.writeValueAsBytes(problem))));
    }
}
