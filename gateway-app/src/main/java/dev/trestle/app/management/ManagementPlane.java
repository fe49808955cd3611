package dev.trestle.app.management;

import dev.trestle.app.CommandFailure;
import dev.trestle.app.GatewayControl;
import dev.trestle.app.GatewayState;
import dev.trestle.app.management.AdminCallers.Certificates;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.ByteArrayEncoder;
import org.springframework.core.codec.StringDecoder;
import org.springframework.http.codec.CodecConfigurer.CustomCodecs;
import org.springframework.http.codec.DecoderHttpMessageReader;
import org.springframework.http.codec.EncoderHttpMessageWriter;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;
import tools.jackson.databind.json.JsonMapper;

/**
 * Health, metrics and the admin API on a port of their own, with an event loop of their own: an admin request can never stand in the
 * way of a served one. Started after the data plane: once this one answers that it is ready, both are. Thread safe.
 */
public final class ManagementPlane implements AutoCloseable {
    /** The largest configuration that can be checked. */
    private static final int MAX_BODY_BYTES = 8 << 20;

    private static final Duration LOOP_STOP = Duration.ofSeconds(5);

    private final HttpHandler handler;
    private final Readiness readiness;
    private final @Nullable LiveTls tls;
    private final LoopResources loops;
    private final DisposableServer server;

    private ManagementPlane(
            ManagementOptions options, GatewayState state, GatewayControl control, PrometheusMeterRegistry registry) {
        this.readiness = new Readiness();
        RouterFunction<ServerResponse> routes = Probes.routes(state, readiness, registry)
                .and(AdminViews.routes(state))
                .and(AdminActs.routes(state, control, readiness));
        this.handler = RouterFunctions.toHttpHandler(
                routes.andRoute(RequestPredicates.all(), new Elsewhere(routes)), strategies(options));
        this.tls = options.tls() == null ? null : new LiveTls(options.tls());
        this.loops = LoopResources.create("management", 1, true);
        try {
            this.server = server(options).bindNow();
        } catch (RuntimeException failed) {
            stopLoops();
            throw unbound(options.address(), failed);
        }
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
        return new ManagementPlane(options, state, control, registry);
    }

    private static CommandFailure unbound(InetSocketAddress address, RuntimeException failed) {
        String why = String.valueOf(
                failed.getCause() == null
                        ? failed.getMessage()
                        : failed.getCause().getMessage());
        return why.contains("in use")
                ? new CommandFailure(
                        CommandFailure.UNAVAILABLE,
                        "port " + address.getPort() + " (--management-port) is taken",
                        "stop what listens there, or choose another: --management-port PORT")
                : new CommandFailure(
                        CommandFailure.UNAVAILABLE,
                        "the management port cannot be opened at " + address + ": " + why,
                        "see that --management-host is this machine's, and that the gateway may have the port");
    }

    private HttpServer server(ManagementOptions options) {
        HttpServer plain = HttpServer.create()
                .bindAddress(options::address)
                .runOn(loops)
                .handle(new ReactorHttpHandlerAdapter(handler));
        LiveTls live = tls;
        return live == null
                ? plain
                : plain.secure(spec -> spec.sslContext(live.current().getSslContext())
                        .setSniAsyncMappings((name, found) -> found.setSuccess(live.current())));
    }

    /** No codec, filter or error page but these: a library on the class path adds nothing, and the start pays for nothing else. */
    private static HandlerStrategies strategies(ManagementOptions options) {
        JsonMapper mapper = JsonMapper.shared();
        return HandlerStrategies.empty()
                .codecs(codecs -> register(codecs, mapper))
                .webFilter(new RemoteCallers(callers(options)))
                .exceptionHandler(new ProblemReplies(mapper))
                .build();
    }

    private static void register(ServerCodecConfigurer codecs, JsonMapper mapper) {
        codecs.registerDefaults(false);
        codecs.defaultCodecs().maxInMemorySize(MAX_BODY_BYTES);
        CustomCodecs custom = codecs.customCodecs();
        custom.registerWithDefaultConfig(new DecoderHttpMessageReader<>(StringDecoder.allMimeTypes()));
        custom.register(new EncoderHttpMessageWriter<>(new ByteArrayEncoder()));
        custom.register(new EncoderHttpMessageWriter<>(new JacksonJsonEncoder(mapper)));
    }

    private static AdminCallers callers(ManagementOptions options) {
        ManagementTls tls = options.tls();
        boolean certificates = tls != null && tls.clientAuthority() != null;
        return new AdminCallers(options.adminToken(), certificates ? Certificates.OF_AUTHORITY : Certificates.NONE);
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** What answers a request, apart from the socket it came by. */
    HttpHandler handler() {
        return handler;
    }

    /** Readiness goes down, for good; liveness stays. */
    public void refuseTraffic() {
        readiness.refuse();
    }

    @Override
    public void close() {
        server.disposeNow(LOOP_STOP);
        stopLoops();
    }

    private void stopLoops() {
        if (tls != null) {
            tls.close();
        }
        // A closed server has nothing left to be quiet for.
        var unused = loops.disposeLater(Duration.ZERO, LOOP_STOP).subscribe();
    }
}
