package dev.trestle.app.log;

import dev.trestle.exchange.ExchangeSummary;
import dev.trestle.tcp.ConnectionSummary;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Which requests get a line.
 *
 * @param mode what they have to be
 * @param slow those that took at least this long are among them, unless there are no lines at all; null for none
 * @param oneIn of the requests that neither failed nor were slow, one in so many; 1 for all
 */
public record AccessLogRule(AccessLogMode mode, @Nullable Duration slow, int oneIn) {
    /** Every request. */
    public static final AccessLogRule ALL = new AccessLogRule(AccessLogMode.ALL, null, 1);

    /** Those that failed. */
    public static final AccessLogRule FAILURES = new AccessLogRule(AccessLogMode.FAILURES, null, 1);

    /** None. */
    public static final AccessLogRule OFF = new AccessLogRule(AccessLogMode.OFF, null, 1);

    boolean wants(ExchangeSummary summary) {
        return wants(summary.failure() != null || summary.status() >= 500 || isSlow(summary));
    }

    boolean wants(ConnectionSummary summary) {
        return wants(summary.end().isFailure());
    }

    boolean isSlow(ExchangeSummary summary) {
        return slow != null && summary.totalNanos() >= slow.toNanos();
    }

    private boolean wants(boolean notable) {
        return switch (mode) {
            case ALL -> notable || oneIn <= 1 || ThreadLocalRandom.current().nextInt(oneIn) == 0;
            case FAILURES -> notable;
            case OFF -> false;
        };
    }
}
