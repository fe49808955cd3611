package dev.trestle.wasm;

import dev.trestle.filter.RedisCallouts.Login;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an instance has said of Redis clusters with {@code proxy_redis_init}: as whom it speaks there, and how long it waits. A cluster's
 * name there may end in {@code ?db=N} and further parameters; what is said of such a name holds for the name alone too, as the last
 * one said it.
 */
final class RedisLogins {
    private static final int MAX_CLUSTERS = 64;
    private static final int MAX_DATABASE = 1 << 20;
    private static final String DATABASE = "db=";

    private final Map<String, Known> clusters = new HashMap<>();

    /**
     * What was said of one.
     *
     * @param upstream its name alone
     * @param login as whom
     * @param timeout of each call
     */
    record Known(String upstream, Login login, Duration timeout) {}

    /** Remembers it; a status. */
    int init(String written, String username, String password, Duration timeout) {
        int question = written.indexOf('?');
        String upstream = question < 0 ? written : written.substring(0, question);
        int database = question < 0 ? 0 : database(written.substring(question + 1));
        if (upstream.isEmpty() || database < 0) {
            return Status.BAD_ARGUMENT;
        }
        if (clusters.size() >= 2 * MAX_CLUSTERS && !clusters.containsKey(written)) {
            return Status.INTERNAL_FAILURE;
        }
        Known known = new Known(upstream, new Login(username, password, database), timeout);
        clusters.put(written, known);
        clusters.put(upstream, known);
        return Status.OK;
    }

    /** What was said of a name as it is written; null for nothing. */
    @Nullable
    Known find(String written) {
        return clusters.get(written);
    }

    /** What else is asked for, such as when to flush, is the gateway's own matter. */
    private static int database(String parameters) {
        for (String each : parameters.split("&", -1)) {
            if (each.startsWith(DATABASE)) {
                return number(each.substring(DATABASE.length()));
            }
        }
        return 0;
    }

    private static int number(String digits) {
        try {
            int number = Integer.parseInt(digits);
            return number >= 0 && number <= MAX_DATABASE ? number : -1;
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}
