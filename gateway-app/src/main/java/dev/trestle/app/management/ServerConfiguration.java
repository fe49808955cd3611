package dev.trestle.app.management;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** The server's threads: one event loop, shared with nobody. An admin request can never stand in the way of a served one. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {
    @Bean
    ReactorResourceFactory managementLoops() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setLoopResourcesSupplier(() -> LoopResources.create("management", 1, true));
        // A closed server has nothing left to be quiet for.
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }
}
