package dev.trestle.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** How much the application log says, while the process runs. Thread safe. */
public final class LogLevels {
    private LogLevels() {}

    /** Every logger that has a level of its own. */
    public static Map<String, String> all() {
        Map<String, String> levels = new TreeMap<>();
        for (Logger logger : context().getLoggerList()) {
            if (logger.getLevel() != null) {
                levels.put(logger.getName(), word(logger.getLevel()));
            }
        }
        return levels;
    }

    /**
     * Gives {@code logger} a level of its own until the process ends.
     *
     * @return the level it had before, also where that was not its own; null if {@code level} is no level
     */
    public static @Nullable String set(String logger, String level) {
        Level wanted = Level.toLevel(level, null);
        if (wanted == null) {
            return null;
        }
        Logger named = context().getLogger(logger);
        String before = word(named.getEffectiveLevel());
        named.setLevel(wanted);
        return before;
    }

    private static String word(Level level) {
        return level.toString().toLowerCase(Locale.ROOT);
    }

    private static LoggerContext context() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext context) {
            return context;
        }
        throw new IllegalStateException("another logging library is in the way: " + factory.getClass());
    }
}
