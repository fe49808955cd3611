package dev.trestle.app.management;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Every error of the management plane as {@code application/problem+json}. */
@Configuration(proxyBeanMethods = false)
class ProblemConfiguration {
    @Bean
    @Order(-2)
    WebExceptionHandler problemReplies(JsonMapper mapper) {
        return (exchange, failure) -> failure instanceof ErrorResponse known
                ? reply(exchange, known.getStatusCode(), known.getBody(), mapper)
                : Mono.error(failure);
    }

    private static Mono<Void> reply(
            ServerWebExchange exchange, HttpStatusCode status, ProblemDetail problem, JsonMapper mapper) {
        ServerHttpResponse response = exchange.getResponse();
        if (!response.setStatusCode(status)) {
            return Mono.empty();
        }
        HttpHeaders headers = response.getHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        problem.setInstance(
                exchange.getRequest().getURI().getRawPath() == null
                        ? null
                        : java.net.URI.create(exchange.getRequest().getURI().getRawPath()));
        byte[] body = mapper.writeValueAsBytes(problem);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }
}
