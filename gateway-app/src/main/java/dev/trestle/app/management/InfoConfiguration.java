package dev.trestle.app.management;

import dev.trestle.app.GatewayState;
import dev.trestle.app.Installation;
import java.util.Map;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /actuator/info}: what runs here. */
@Configuration(proxyBeanMethods = false)
class InfoConfiguration {
    @Bean
    InfoContributor productInfo(GatewayState state) {
        return info -> info.withDetail(
                        "trestle",
                        Map.of(
                                "version", Installation.version(),
                                "configGeneration", state.generation(),
                                "routes", state.routes().size(),
                                "clusters", state.clusters().size()))
                .withDetail("java", Map.of("version", Runtime.version().toString()));
    }
}
