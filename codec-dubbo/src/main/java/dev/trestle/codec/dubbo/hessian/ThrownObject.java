package dev.trestle.codec.dubbo.hessian;

import org.jspecify.annotations.Nullable;

/**
 * An exception as it came.
 *
 * @param type its class, empty when it was none; for a generic invocation and for what the provider wrapped, the original's
 * @param message its message without any stack trace, or null
 */
public record ThrownObject(String type, @Nullable String message) {}
