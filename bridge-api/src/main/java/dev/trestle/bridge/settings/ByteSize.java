package dev.trestle.bridge.settings;

/**
 * A number of bytes, written {@code 64KiB}, {@code 1MiB}, {@code 512B} or as a plain number.
 *
 * @param bytes 0 or more
 */
public record ByteSize(long bytes) {
    /** The same as an int, for sizes that have been range checked. */
    public int toInt() {
        return Math.toIntExact(bytes);
    }
}
