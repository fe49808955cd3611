package dev.trestle.bridge.json;

/**
 * Bounds on JSON text.
 *
 * @param maxDepth of nested arrays and objects
 * @param maxNumberDigits characters of one number
 */
public record JsonLimits(int maxDepth, int maxNumberDigits) {
    /** What requests get: depth 128, 1 000 characters a number. */
    public static final JsonLimits DEFAULT = new JsonLimits(128, 1_000);
}
