package dev.trestle.exchange;

import java.time.Duration;

/**
 * How long a client may keep its connection waiting, and how much it may say before a body.
 *
 * @param request for a head from its first byte to its last, and as long again for the body
 * @param idle without an exchange
 * @param maxHeaderBytes of one request
 */
public record ClientLimits(Duration request, Duration idle, int maxHeaderBytes) {}
