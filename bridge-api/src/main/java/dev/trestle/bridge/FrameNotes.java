package dev.trestle.bridge;

/** Hears what the bytes of one frame are, in any order; notes do not overlap. What nobody notes is shown in hex alone. */
@FunctionalInterface
public interface FrameNotes {
    /**
     * Bytes that belong together.
     *
     * @param offset of the first, from the frame's first byte
     * @param length in bytes
     * @param what their place in the protocol: {@code request id}, {@code args[0] long}
     * @param value what they say; empty where the place says it all
     */
    void note(int offset, int length, String what, String value);
}
