package dev.trestle.app.management;

import dev.trestle.app.CommandFailure;
import dev.trestle.app.GatewayControl;
import dev.trestle.app.GatewayState;
import dev.trestle.app.management.AdminCallers.Certificates;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Health, metrics and the admin API on a port of their own, with their own event loop. Started after the data plane: once this one
 * answers that it is ready, both are.
 */
public final class ManagementPlane implements AutoCloseable {
    /** The largest configuration that can be checked. */
    private static final String MAX_BODY = "8MB";

    private final ConfigurableApplicationContext context;

    private ManagementPlane(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts to listen.
     *
     * @param options where, and for whom
     * @param state what the admin API shows
     * @param control what it does
     * @param registry what a scrape shows
     */
    public static ManagementPlane start(
            ManagementOptions options, GatewayState state, GatewayControl control, PrometheusMeterRegistry registry) {
        // Logback sets itself up; Boot's own logging would configure it a second time, and cost a fifth of the start.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SpringApplication application = options.tls() == null
                ? new SpringApplication(ManagementConfiguration.class)
                : new SpringApplication(ManagementConfiguration.class, TlsConfiguration.class);
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        // The order of a stop is the server's affair.
        application.setRegisterShutdownHook(false);
        application.setLazyInitialization(true);
        application.addInitializers(fresh -> {
            // First, not default: a variable such as SERVER_PORT in a container must not move the management port.
            fresh.getEnvironment().getPropertySources().addFirst(new MapPropertySource("trestle", settings(options)));
            fresh.getBeanFactory().registerSingleton("gatewayState", state);
            fresh.getBeanFactory().registerSingleton("gatewayControl", control);
            fresh.getBeanFactory().registerSingleton("adminCallers", callers(options));
            fresh.getBeanFactory().registerSingleton("meterRegistry", registry);
        });
        try {
            return new ManagementPlane(application.run());
        } catch (RuntimeException failed) {
            throw explained(failed, options.tls());
        }
    }

    private static AdminCallers callers(ManagementOptions options) {
        ManagementTls tls = options.tls();
        boolean certificates = tls != null && tls.clientAuthority() != null;
        return new AdminCallers(options.adminToken(), certificates ? Certificates.OF_AUTHORITY : Certificates.NONE);
    }

    private static RuntimeException explained(RuntimeException failed, @Nullable ManagementTls tls) {
        Throwable innermost = failed;
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException taken) {
                return new CommandFailure(
                        CommandFailure.UNAVAILABLE,
                        "port " + taken.getPort() + " (--management-port) is taken",
                        "stop what listens there, or choose another: --management-port PORT");
            }
            innermost = cause;
        }
        if (tls != null) {
            return new CommandFailure(
                    CommandFailure.UNAVAILABLE,
                    "the management port cannot be opened with " + tls.certificate() + ", " + tls.key()
                            + (tls.clientAuthority() == null ? "" : ", " + tls.clientAuthority()) + ": "
                            + innermost.getMessage(),
                    "see that they are PEM, that the key is the certificate's, and that the gateway may read them");
        }
        return failed;
    }

    private static Map<String, Object> settings(ManagementOptions options) {
        Map<String, Object> settings = new HashMap<>(settings(options.address()));
        ManagementTls tls = options.tls();
        // Said in any case: a variable such as SERVER_SSL_ENABLED in a container must not decide it.
        settings.put("server.ssl.enabled", tls != null);
        settings.put("server.ssl.client-auth", "none");
        if (tls != null) {
            settings.putAll(tls.settings());
        }
        return settings;
    }

    private static Map<String, Object> settings(InetSocketAddress address) {
        return Map.ofEntries(
                Map.entry("server.address", address.getAddress().getHostAddress()),
                Map.entry("server.port", address.getPort()),
                // Boot trusts X-Forwarded-* where it finds itself in Kubernetes: whoever sends them would choose where
                // he calls from.
                Map.entry("server.forward-headers-strategy", "none"),
                Map.entry("spring.http.codecs.max-in-memory-size", MAX_BODY),
                Map.entry("spring.jmx.enabled", false),
                Map.entry("spring.main.web-application-type", "reactive"),
                Map.entry("spring.web.resources.add-mappings", false),
                Map.entry("management.endpoints.web.exposure.include", "health,info,prometheus"),
                Map.entry("management.endpoint.health.probes.enabled", true),
                Map.entry("management.endpoint.health.show-components", "always"));
    }

    /** The port it listens on. */
    public int port() {
        WebServer server = ((WebServerApplicationContext) context).getWebServer();
        return Objects.requireNonNull(server, "server").getPort();
    }

    /** What answers a request, apart from the socket it came by. */
    HttpHandler handler() {
        return context.getBean(HttpHandler.class);
    }

    /** Readiness goes down, for good; liveness stays. */
    public void refuseTraffic() {
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
    }

    @Override
    public void close() {
        context.close();
    }
}
