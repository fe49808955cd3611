package dev.trestle.codec.dubbo.hessian;

import org.jspecify.annotations.Nullable;

/**
 * An exception as it came.
 *
 * @param type its class name; of a generic invocation the name of the exception it wraps
 * @param message its message, or null
 */
public record ThrownObject(String type, @Nullable String message) {}
