package dev.trestle.bridge;

/** What {@link Wire#scan} found at the front of the received bytes. */
public sealed interface FrameScan {
    /** The frame is not complete. {@code bytesMissing} is at least 1, and a lower bound when the length is not known yet. */
    record Incomplete(int bytesMissing) implements FrameScan {}

    /** A whole frame of {@code length} bytes for one exchange. Exclusive protocols use any id, it is not looked at. */
    record Whole(int length, long exchangeId) implements FrameScan {}

    /** A whole frame of {@code length} bytes for the connection itself, such as a heartbeat. */
    record Control(int length) implements FrameScan {}

    /** These bytes are no frame: the connection closes and its exchanges fail with 502. The reason goes to the log. */
    record Malformed(String reason) implements FrameScan {}

    /** The usual answer while fewer than a header's bytes are there. */
    FrameScan ONE_MORE = new Incomplete(1);
}
