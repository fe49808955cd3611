package dev.trestle.demo.dubbo;

import dev.trestle.demo.OrderService;
import dev.trestle.demo.SampleService;
import dev.trestle.demo.UserService;
import dev.trestle.demo.service.DemoOrders;
import dev.trestle.demo.service.DemoSamples;
import dev.trestle.demo.service.DemoUsers;
import dev.trestle.peer.PeerProcess;
import java.io.IOException;
import java.util.Set;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/**
 * A Dubbo provider without a registry: {@code dubbo://} with hessian2. {@link UserService} is exported twice, plainly and as group
 * {@code blue}, version {@code 2.0.0}. Dubbo binds all interfaces whatever it is told. Compiled against 3.3 here and against 2.7 by the
 * neighbouring module.
 */
public final class DubboProvider {
    private static final String HESSIAN = "hessian2";
    private static final String NO_REGISTRY = "N/A";

    private final int port;

    private DubboProvider(int port) {
        this.port = port;
    }

    /** Serves until it is killed: {@code --port N}. */
    public static void main(String... args) throws IOException {
        System.setProperty("dubbo.application.logger", "slf4j");
        PeerProcess process = PeerProcess.of(Set.of("--port"), args);
        int port = process.port("--port");
        new DubboProvider(port).start();
        process.ready(port);
    }

    private void start() {
        ApplicationConfig application = new ApplicationConfig("trestle-demo");
        application.setQosEnable(false);
        ProtocolConfig protocol = new ProtocolConfig("dubbo", port);
        protocol.setSerialization(HESSIAN);
        DubboBootstrap.getInstance()
                .application(application)
                .registry(new RegistryConfig(NO_REGISTRY))
                .protocol(protocol)
                .service(service(UserService.class, new DemoUsers("")))
                .service(blue(service(UserService.class, new DemoUsers("blue 2.0.0: "))))
                .service(service(OrderService.class, new DemoOrders()))
                .service(service(SampleService.class, new DemoSamples(new RpcAttachments())))
                .start();
    }

    private static <T> ServiceConfig<T> service(Class<T> type, T served) {
        ServiceConfig<T> service = new ServiceConfig<>();
        // Without an id of its own 2.7 takes a second service for the first one written twice, and drops it.
        service.setId(type.getName());
        service.setInterface(type);
        service.setRef(served);
        return service;
    }

    private static <T> ServiceConfig<T> blue(ServiceConfig<T> service) {
        service.setId("blue");
        service.setGroup("blue");
        service.setVersion("2.0.0");
        return service;
    }
}
