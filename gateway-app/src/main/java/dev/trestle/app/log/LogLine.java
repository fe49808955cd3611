package dev.trestle.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;

/**
 * The application log: one line for each event, {@code 2026-11-21T03:04:05.006Z WARN  reload  change refused: ...}. The causes of
 * an exception follow on the same line; their stack only where the log is at DEBUG. What came from outside cannot start a line of
 * its own.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {
    private final boolean stacks;

    LogLine(Level level) {
        this.stacks = !level.isGreaterOrEqual(Level.INFO);
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        line.append(Instant.ofEpochMilli(event.getTimeStamp())).append(' ');
        String level = event.getLevel().toString();
        line.append(level).append(" ".repeat(Math.max(1, 6 - level.length())));
        line.append(shortName(event.getLoggerName())).append("  ");
        appendOnOneLine(line, event.getFormattedMessage());
        IThrowableProxy thrown = event.getThrowableProxy();
        String joint = ": ";
        for (IThrowableProxy cause = thrown; cause != null; cause = cause.getCause()) {
            line.append(joint);
            joint = "; because: ";
            appendOnOneLine(line, cause.getClassName() + ": " + cause.getMessage());
        }
        line.append('\n');
        if (stacks && thrown != null) {
            line.append(ThrowableProxyUtil.asString(thrown)).append('\n');
        }
        return line.toString();
    }

    private static String shortName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    /** The text without characters that would begin a line or move a cursor. */
    static String onOneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        appendOnOneLine(line, text);
        return line.toString();
    }

    private static void appendOnOneLine(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
    }
}
