package dev.trestle.app.management;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Properties;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /actuator/prometheus} over the registry the data plane was started with. */
@Configuration(proxyBeanMethods = false)
class ScrapeConfiguration {
    @Bean
    PrometheusScrapeEndpoint prometheusScrapeEndpoint(PrometheusMeterRegistry registry) {
        return new PrometheusScrapeEndpoint(registry.getPrometheusRegistry(), new Properties());
    }
}
