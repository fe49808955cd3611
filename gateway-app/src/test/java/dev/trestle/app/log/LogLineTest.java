package dev.trestle.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogLineTest {
    private static final Instant THEN = Instant.parse("2026-11-21T03:04:05.006Z");

    @Test
    void line_saysWhenHowBadWhoAndWhat() {
        assertThat(new LogLine(Level.INFO).doLayout(event("routes changed", null)))
                .isEqualTo("2026-11-21T03:04:05.006Z WARN  Reloads  routes changed\n");
    }

    @Test
    void line_staysOneLine_whenTheMessageHasControlCharacters() {
        assertThat(new LogLine(Level.INFO).doLayout(event("a\nINFO fake\r\u001b[31m", null)))
                .endsWith("a INFO fake  [31m\n")
                .matches("[^\\p{Cntrl}]*\n");
    }

    @Test
    void line_namesEachCause_withoutAStack() {
        Exception failure = new IllegalStateException("outer", new java.io.IOException("inner"));
        assertThat(new LogLine(Level.INFO).doLayout(event("failed", failure)))
                .endsWith("failed: java.lang.IllegalStateException: outer; because: java.io.IOException: inner\n");
    }

    @Test
    void stackFollows_whenTheLogIsAtDebug() {
        assertThat(new LogLine(Level.DEBUG).doLayout(event("failed", new IllegalStateException("x"))))
                .contains("at dev.trestle.app.log.LogLineTest");
    }

    private static LoggingEvent event(String message, @org.jspecify.annotations.Nullable Throwable thrown) {
        LoggingEvent event = new LoggingEvent(
                "", new LoggerContext().getLogger("dev.trestle.app.serve.Reloads"), Level.WARN, message, thrown, null);
        event.setInstant(THEN);
        return event;
    }
}
