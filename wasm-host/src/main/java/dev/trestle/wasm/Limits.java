package dev.trestle.wasm;

import java.time.Duration;

/**
 * What a plugin may use.
 *
 * @param maxCallTime the CPU time of one call into it (resolution: ms); the first {@value #COLD_CALLS} calls of a plugin may take
 *     {@value #COLD_FACTOR} times as long, since the JVM has not compiled its code yet
 * @param maxStartTime the CPU time of each call while it starts: it initialises its runtime and reads its configuration
 * @param maxMemoryPages the memory of one instance, in pages of 64 KiB
 * @param maxMessageBytes the most of one body, and the most a host function takes from it at once
 */
public record Limits(Duration maxCallTime, Duration maxStartTime, int maxMemoryPages, int maxMessageBytes) {
    static final int COLD_CALLS = 64;
    static final int COLD_FACTOR = 10;

    /** 10 ms, 5 s, 64 MiB, 16 MiB. */
    public static final Limits DEFAULT = new Limits(Duration.ofMillis(10), Duration.ofSeconds(5), 1024, 16 << 20);
}
