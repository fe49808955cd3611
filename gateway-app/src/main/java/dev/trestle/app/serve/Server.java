package dev.trestle.app.serve;

import dev.trestle.app.CommandFailure;
import dev.trestle.app.GatewayState;
import dev.trestle.app.log.AccessLog;
import dev.trestle.app.log.StandardOutput;
import dev.trestle.app.management.ManagementPlane;
import dev.trestle.app.metrics.ExchangeMetrics;
import dev.trestle.app.metrics.PluggedMetrics;
import dev.trestle.app.metrics.ProcessMeters;
import dev.trestle.app.metrics.StateCollector;
import dev.trestle.app.otlp.Otlp;
import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway;
import dev.trestle.runtime.GatewayOptions;
import dev.trestle.runtime.RejectedConfigException;
import dev.trestle.source.FileWatch;
import dev.trestle.source.LoadedConfig;
import dev.trestle.source.YamlSource;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One gateway process. The data plane starts first and needs nothing of Spring; the management plane comes after it, and says
 * ready when both are. A stop goes the other way: readiness off, the data plane drains, then everything else closes.
 */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(150);

    /** What a drain may take beyond its timeout before the process goes on without it. */
    private static final Duration DRAIN_GRACE = Duration.ofSeconds(5);

    private final ServeOptions options;
    private final YamlSource source;
    private final Factories factories = Factories.discovered();
    private final Reloads reloads = new Reloads(Clock.systemUTC());
    private final ExchangeMetrics metrics;
    private final AccessLog accessLog;
    private final @Nullable Otlp otlp;
    private final ProcessMeters process;
    private final Gateway gateway;
    private final ServedControl control;
    private final ManagementPlane management;
    private final @Nullable FileWatch watch;

    private Server(ServeOptions options) {
        this.options = options;
        source = new YamlSource(options.environment());
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        metrics = new ExchangeMetrics(registry);
        requireThere(options.routes());
        accessLog = new AccessLog(options.accessLog(), output(options.accessLogFile()));
        otlp = options.otlp() == null ? null : new Otlp(options.otlp(), registry.getPrometheusRegistry());
        LoadedConfig loaded = source.load(options.routes());
        gateway = orCloseAll(() -> startGateway(loaded));
        GatewayState state = new ServedState(gateway, reloads, options.overrides());
        registry.getPrometheusRegistry().register(new StateCollector(state));
        registry.getPrometheusRegistry().register(new PluggedMetrics(factories.metricSources()));
        process = new ProcessMeters(registry);
        process.countRejections(reloads, Reloads::rejected);
        process.countDroppedLines(accessLog, AccessLog::dropped);
        if (otlp != null) {
            process.countDroppedTraces(otlp, Otlp::dropped);
        }
        control = new ServedControl(gateway, source, options.routes());
        management = orCloseAll(() -> startManagement(state, control, registry));
        watch = options.watch()
                ? new FileWatch(options.routes(), loaded.filesRead(), WATCH_INTERVAL, this::reload)
                : null;
    }

    /** Starts both planes; when it returns, requests are served and readiness is up. */
    public static Server start(ServeOptions options) {
        Server server = new Server(options);
        LOG.info(
                "serving {} routes on {}, management on {}",
                server.gateway.routes().size(),
                server.addresses().stream().map(Server::text).collect(Collectors.joining(", ")),
                text(new InetSocketAddress(options.management().address().getAddress(), server.managementPort())));
        return server;
    }

    private static String text(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        return (host.isAnyLocalAddress() ? "*" : host.getHostAddress()) + ":" + address.getPort();
    }

    /** Where requests are taken, in the order of the listeners. */
    public List<InetSocketAddress> addresses() {
        return gateway.addresses();
    }

    /** Where health, metrics and the admin API are. */
    public int managementPort() {
        return management.port();
    }

    /** The graceful stop; blocks until all is closed. */
    @Override
    public void close() throws IOException {
        LOG.info("stopping: {} requests in flight", gateway.inFlight());
        control.stop();
        management.refuseTraffic();
        closeWatch();
        drain();
        accessLog.close();
        closeOtlp();
        process.close();
        management.close();
        LOG.info("stopped");
    }

    private void drain() {
        Duration limit = options.drainTimeout().plus(DRAIN_GRACE);
        try {
            gateway.stop().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stuck) {
            LOG.warn("stop: {} requests did not end within {}", gateway.inFlight(), limit);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            LOG.warn("stop", failed.getCause());
        }
    }

    private static void requireThere(Path routes) {
        if (!Files.exists(routes)) {
            throw new CommandFailure(
                    CommandFailure.UNAVAILABLE,
                    routes + ": not there (expected: a YAML file or a directory)",
                    "name it with --routes");
        }
    }

    /** One step of the start; when it fails, nothing of the steps before goes on. */
    private <T> T orCloseAll(Supplier<T> step) {
        try {
            return step.get();
        } catch (RuntimeException failed) {
            closeWatch();
            closeOtlp();
            try {
                accessLog.close();
            } catch (IOException second) {
                failed.addSuppressed(second);
            }
            throw failed;
        }
    }

    private void closeOtlp() {
        if (otlp != null) {
            otlp.close();
        }
    }

    private void closeWatch() {
        if (watch != null) {
            watch.close();
        }
    }

    private Gateway startGateway(LoadedConfig loaded) {
        GatewayOptions defaults = GatewayOptions.defaults();
        try {
            return Gateway.start(
                    loaded,
                    factories,
                    new GatewayOptions(options.port(), defaults.eventLoops(), options.drainTimeout()),
                    new Observers(metrics, accessLog, otlp),
                    accessLog);
        } catch (RejectedConfigException refused) {
            throw new CommandFailure(
                    CommandFailure.REFUSED,
                    options.routes() + ": refused, nothing is served",
                    refused.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
        } catch (UncheckedIOException taken) {
            throw new CommandFailure(
                    CommandFailure.UNAVAILABLE,
                    String.valueOf(Objects.requireNonNull(taken.getCause()).getMessage()),
                    "stop what listens there, or choose another: --port PORT");
        }
    }

    private ManagementPlane startManagement(
            GatewayState state, ServedControl control, PrometheusMeterRegistry registry) {
        try {
            return ManagementPlane.start(options.management(), state, control, registry);
        } catch (RuntimeException failed) {
            drain();
            throw failed;
        }
    }

    /** On the watch's thread. A change that breaks the program is a refused change like any other. */
    private void reload() {
        try {
            load();
        } catch (RuntimeException | Error defect) {
            LOG.error("loading the routes failed", defect);
            String why = "it could not be loaded: " + defect + " (this is a defect of the program; the log tells more)";
            Position start = new Position(options.routes().toString(), 1, 1);
            reloads.refused(List.of(new Problem(start, "", why)), gateway.generation());
        }
    }

    private void load() {
        LoadedConfig loaded = source.load(options.routes());
        List<Problem> problems = gateway.apply(loaded);
        watch(loaded);
        if (problems.isEmpty()) {
            metrics.retain(
                    gateway.routes().stream().map(Gateway.RouteStatus::id).collect(Collectors.toSet()));
            reloads.accepted(gateway.generation());
        } else {
            reloads.refused(problems, gateway.generation());
        }
    }

    private void watch(LoadedConfig loaded) {
        if (watch != null) {
            watch.loaded(loaded.filesRead());
        }
    }

    private static OutputStream output(@Nullable Path file) {
        if (file == null) {
            return new StandardOutput();
        }
        try {
            return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new CommandFailure(
                    CommandFailure.UNAVAILABLE,
                    "access log " + file + ": cannot be written ("
                            + failure.getClass().getSimpleName() + ")",
                    "name a file that can be written with --access-log-file");
        }
    }
}
