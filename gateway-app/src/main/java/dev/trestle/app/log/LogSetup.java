package dev.trestle.app.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Sets Logback up, in code: found by {@code ServiceLoader}, no XML to parse at each start. Everything goes to standard error, since
 * standard output belongs to the access log. {@code TRESTLE_LOG} names the level of our own loggers; others say WARN and above.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final int QUEUED_LINES = 4096;
    private static final int FLUSH_MILLIS = 1000;

    /**
     * Loggers that any client can make speak, as often as it likes and at ERROR: of a body that is not as long as announced, of
     * clear text on a port of TLS, in a dump that may hold a password. Such a request has its line in the access log.
     */
    private static final List<String> BY_CLIENTS = List.of(
            "io.netty.channel.DefaultChannelPipeline",
            "io.netty.handler.ssl.ApplicationProtocolNegotiationHandler",
            "reactor.netty.channel.ChannelOperationsHandler",
            "reactor.netty.http.server.HttpServerConfig",
            "reactor.netty.http.server.HttpServerOperations",
            "reactor.netty.tcp.SslProvider",
            "reactor.netty.transport.ServerTransport");

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        @Nullable String wanted = System.getenv("TRESTLE_LOG");
        Level level = Level.toLevel(wanted, Level.INFO);
        LogLine line = new LogLine(level);
        line.setContext(context);
        line.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(line);
        encoder.start();
        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(context);
        stderr.setTarget("System.err");
        stderr.setEncoder(encoder);
        stderr.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(unblocking(context, stderr));
        context.getLogger("dev.trestle").setLevel(level);
        BY_CLIENTS.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Writes what is still to be written, for at most a second. Nothing is logged after that. */
    public static void flush() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }

    /** Event loops log: a terminal that is stopped, or a pipe that nobody reads, must cost lines and not requests. */
    private static AsyncAppender unblocking(LoggerContext context, ConsoleAppender<ILoggingEvent> slow) {
        AsyncAppender async = new AsyncAppender();
        async.setContext(context);
        async.setQueueSize(QUEUED_LINES);
        async.setDiscardingThreshold(0);
        async.setNeverBlock(true);
        async.setMaxFlushTime(FLUSH_MILLIS);
        async.addAppender(slow);
        async.start();
        return async;
    }
}
