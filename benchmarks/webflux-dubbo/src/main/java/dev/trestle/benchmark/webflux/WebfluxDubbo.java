package dev.trestle.benchmark.webflux;

import dev.trestle.demo.OrderService;
import dev.trestle.demo.UserService;
import dev.trestle.peer.PeerProcess;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;
import org.apache.dubbo.rpc.service.GenericService;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A REST API over Dubbo as one would write it: {@code --port N --provider HOST:PORT}. */
@SpringBootApplication
public class WebfluxDubbo {
    /** Serves until it is killed. */
    public static void main(String... args) throws IOException {
        System.setProperty("dubbo.application.logger", "slf4j");
        PeerProcess process = PeerProcess.of(Set.of("--port", "--provider"), args);
        int port = process.port("--port");
        SpringApplication application = new SpringApplication(WebfluxDubbo.class);
        application.setDefaultProperties(Map.of(
                "server.port", port,
                "server.address", "127.0.0.1",
                "demo.provider", process.option("--provider", "127.0.0.1:20880"),
                "spring.main.banner-mode", "off",
                "logging.level.root", "WARN"));
        application.run();
        process.ready(port);
    }

    @Bean
    UserService users(DubboReferences references) {
        return references.typed(UserService.class).get();
    }

    @Bean
    OrderService orders(DubboReferences references) {
        return references.typed(OrderService.class).get();
    }

    @Bean
    GenericService genericUsers(DubboReferences references) {
        return references.generic(UserService.class).get();
    }

    @Bean
    GenericService genericOrders(DubboReferences references) {
        return references.generic(OrderService.class).get();
    }

    @Bean
    DubboReferences references(org.springframework.core.env.Environment environment) {
        return new DubboReferences(environment.getRequiredProperty("demo.provider"));
    }

    /** How a reference is made: no registry, hessian2. */
    static final class DubboReferences {
        private static final int TIMEOUT_MILLIS = 5000;

        private final String provider;

        DubboReferences(String provider) {
            this.provider = provider;
            ApplicationConfig application = new ApplicationConfig("webflux-dubbo");
            application.setQosEnable(false);
            DubboBootstrap.getInstance().application(application);
        }

        <T> ReferenceConfig<T> typed(Class<T> type) {
            ReferenceConfig<T> reference = new ReferenceConfig<>();
            reference.setInterface(type);
            reference.setUrl("dubbo://" + provider + "/" + type.getName() + "?serialization=hessian2");
            reference.setTimeout(TIMEOUT_MILLIS);
            return reference;
        }

        ReferenceConfig<GenericService> generic(Class<?> type) {
            ReferenceConfig<GenericService> reference = new ReferenceConfig<>();
            reference.setInterface(type.getName());
            reference.setGeneric("true");
            reference.setUrl("dubbo://" + provider + "/" + type.getName() + "?serialization=hessian2");
            reference.setTimeout(TIMEOUT_MILLIS);
            return reference;
        }
    }
}
