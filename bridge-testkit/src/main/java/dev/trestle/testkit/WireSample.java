package dev.trestle.testkit;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * A stream of upstream bytes and the frames it has to be cut into.
 *
 * @param name shown when it fails
 * @param parts the frames, in order; the stream is all of them, one after the other
 * @param untilEnd whether the last frame ends only where the connection ends
 */
public record WireSample(String name, List<Part> parts, boolean untilEnd) {
    private static final long ANY_ID = -1;

    /**
     * One frame.
     *
     * @param bytes all of it, header included
     * @param control whether it is addressed to the connection
     * @param exchangeId whose it is; -1 if that does not matter
     */
    @SuppressWarnings("ArrayRecordComponent") // a value of a test: never compared, never changed
    public record Part(byte[] bytes, boolean control, long exchangeId) {}

    /** Copies. */
    public WireSample {
        parts = List.copyOf(parts);
    }

    /** A stream of frames. */
    public static WireSample of(String name, Part... parts) {
        return new WireSample(name, List.of(parts), false);
    }

    /** A stream that is one frame, ended by FIN. */
    public static WireSample untilEnd(String name, byte... bytes) {
        return new WireSample(name, List.of(frame(bytes)), true);
    }

    /** A frame of an exclusive connection. */
    public static Part frame(byte... bytes) {
        return new Part(bytes, false, ANY_ID);
    }

    /** A frame of one exchange. */
    public static Part frame(long exchangeId, byte... bytes) {
        return new Part(bytes, false, exchangeId);
    }

    /** A frame for the connection itself. */
    public static Part control(byte... bytes) {
        return new Part(bytes, true, ANY_ID);
    }

    /** The whole stream. */
    public byte[] bytes() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        parts.forEach(part -> stream.writeBytes(part.bytes()));
        return stream.toByteArray();
    }
}
