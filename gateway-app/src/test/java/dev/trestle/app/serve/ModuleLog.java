package dev.trestle.app.serve;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What modules say in the application log, {@code plugin: message}. */
final class ModuleLog {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger logger = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("dev.trestle.wasm");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };

    void begin() {
        appender.start();
        logger.addAppender(appender);
    }

    void end() {
        logger.detachAppender(appender);
    }

    /** So far. */
    List<String> lines() {
        return List.copyOf(lines);
    }
}
