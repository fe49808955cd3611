package dev.trestle.app.tap;

import org.jspecify.annotations.Nullable;

/**
 * What is to be recorded.
 *
 * @param route the route's id; null for any
 * @param exchanges how many, 1..100
 * @param seconds how long to wait for them, 1..3600
 * @param maxBytes the most that is kept of one exchange, 1 KiB..1 MiB; at most 16 MiB for all of them
 */
public record TapOrder(@Nullable String route, int exchanges, int seconds, int maxBytes) {
    private static final int MOST_BYTES = 16 << 20;

    /** Checks. */
    public TapOrder {
        require("exchanges", exchanges, 1, 100);
        require("seconds", seconds, 1, 3600);
        require("maxBytes", maxBytes, 1 << 10, 1 << 20);
        require("exchanges", exchanges, 1, MOST_BYTES / maxBytes);
    }

    private static void require(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + min + ".." + max + ")");
        }
    }
}
