package dev.trestle.bridge;

/** How a bridge wants the request body. */
public enum BodyMode {
    /** One {@code encodeData} with the whole body (none when it is empty), bounded by {@code maxBodyBytes}. */
    WHOLE,
    /** Pieces as they come, with backpressure. */
    STREAMED
}
