package dev.trestle.bridge.json;

/**
 * How values are written.
 *
 * @param int64AsString whether 64-bit integers become strings, for readers that keep numbers in doubles
 * @param maxBytes the most a writer may write; more fails with {@code REPLY_TOO_LARGE}
 */
public record JsonOptions(boolean int64AsString, int maxBytes) {
    /** Numbers as numbers, up to 64 MiB. */
    public static final JsonOptions DEFAULT = new JsonOptions(false, 64 << 20);
}
