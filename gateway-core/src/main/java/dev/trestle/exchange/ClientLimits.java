package dev.trestle.exchange;

import java.time.Duration;

/**
 * How long a client may keep its connection waiting.
 *
 * @param request for a head from its first byte to its last, and as long again for the body
 * @param idle without an exchange
 */
public record ClientTimeouts(Duration request, Duration idle) {}
