package dev.trestle.app.cli;

import dev.trestle.app.log.AccessLogMode;
import dev.trestle.app.log.AccessLogRule;
import dev.trestle.app.serve.ServeOptions;
import dev.trestle.app.serve.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves routes until it is told to stop. */
@Command(name = "run", description = "Serves routes until SIGTERM or Ctrl-C.", sortOptions = false)
final class RunCommand implements Runnable {
    private final Map<String, String> environment;

    @Option(
            names = "--routes",
            paramLabel = "DIR_OR_FILE",
            required = true,
            description = "A YAML file, or a directory as the union of its files.")
    private Path routes = Path.of("routes");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            description = "Overrides the port of the first listener; 0 for any free one.")
    private @Nullable Integer port;

    @Mixin
    private final ManagementArguments management = new ManagementArguments();

    @Option(
            names = "--watch",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether an edit of the routes is live at once (default: on).")
    private boolean watch;

    @Option(
            names = "--access-log",
            paramLabel = "all|failures|off",
            defaultValue = "failures",
            description = "Which requests get a JSON line (default: failures).")
    private AccessLogMode accessLog = AccessLogMode.FAILURES;

    @Option(
            names = "--access-log-sample",
            paramLabel = "N",
            converter = CountConverter.class,
            defaultValue = "1",
            description = "Of requests that neither failed nor were slow, one in N gets its line (default: 1, each).")
    private int accessLogSample;

    @Option(
            names = "--slow-request",
            paramLabel = "MILLIS",
            converter = CountConverter.class,
            description = "Requests that took at least this long get a line with \"slow\":true, also with failures.")
    private @Nullable Integer slowMillis;

    @Option(
            names = "--access-log-file",
            paramLabel = "FILE",
            description = "Where those lines are appended (default: standard output).")
    private @Nullable Path accessLogFile;

    @Option(
            names = "--drain-timeout",
            paramLabel = "SECONDS",
            converter = SecondsConverter.class,
            defaultValue = "30",
            description = "The most time requests in flight get at a stop (default: 30).")
    private int drainTimeoutSeconds;

    @Mixin
    private final OtlpArguments otlp = new OtlpArguments();

    RunCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        ServeOptions options = new ServeOptions(
                routes,
                environment,
                port,
                management.options(),
                watch,
                new AccessLogRule(
                        accessLog, slowMillis == null ? null : Duration.ofMillis(slowMillis), accessLogSample),
                accessLogFile,
                Duration.ofSeconds(drainTimeoutSeconds),
                otlp.options(environment));
        Server server = Server.start(options);
        Foreground.serve(server, () -> {});
    }
}
