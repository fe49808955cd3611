package dev.trestle.bridge;

import dev.trestle.bridge.mapping.ArgumentNotes;
import dev.trestle.bridge.mapping.RequestValues;
import io.netty.buffer.ByteBuf;

/**
 * What a codec can say of its own calls and frames to people: {@code explain}, taps. Never asked on the way of a request, so it may
 * cost what it costs. Immutable, thread safe.
 *
 * <p>Frames are whole, as the codec's wire cut them; they are lent and keep their indices. A {@code FailureException} or an
 * {@code IndexOutOfBoundsException} ends the notes where the bytes stop making sense; what was noted before stays.
 */
public interface CodecNotes {
    /** Of a codec that says nothing: its frames are shown in hex. */
    CodecNotes NONE = new CodecNotes() {};

    /** Where each argument of the call comes from for this request, in the order of the call. */
    default void arguments(RequestValues request, ArgumentNotes notes) {}

    /** A frame as the codec sent it. */
    default void request(ByteBuf frame, FrameNotes notes) {}

    /** A frame as the service answered it. */
    default void reply(ByteBuf frame, FrameNotes notes) {}
}
