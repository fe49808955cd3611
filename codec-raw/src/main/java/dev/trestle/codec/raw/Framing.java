package dev.trestle.codec.raw;

import dev.trestle.bridge.FrameNotes;
import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;

/**
 * How frames of one protocol end, and where their parts are. Immutable, thread safe. A frame is what stands around the header
 * and the payload, drawn for a length field at 2 and a trailer:
 *
 * <pre>
 *  | header fields before | length | header fields after | payload | trailer |
 *  0                      2
 * </pre>
 */
sealed interface Framing permits LengthFraming, DelimitedFraming, FixedFraming, CloseFraming {
    /** Payloads up to this size are copied behind their header; larger ones are passed on as they are. */
    int COPIED_BYTES = 4096;

    /** Finds the frames of one connection. */
    Cutter newCutter();

    /** How many header bytes stand where they stand in every frame, however long it is. */
    int frontBytes();

    /** The offset in {@code frame} of the header byte at {@code headerOffset}, where what frames it is left out. */
    int offset(ByteBuf frame, int headerOffset);

    /** The offset of the payload in a whole frame. */
    int payloadStart(ByteBuf frame);

    /** How many bytes of a whole frame its payload of {@code plain} bytes takes: more where bytes are escaped. */
    default int payloadBytes(ByteBuf frame, int plain) {
        return plain;
    }

    /** Says where the framing's own bytes are, for people. */
    default void describe(ByteBuf frame, FrameNotes notes) {}

    /** The payload of a whole frame, to be released by the caller. The frame's indices stay. */
    ByteBuf payload(ByteBuf frame, ByteBufAllocator allocator);

    /**
     * A whole frame.
     *
     * @param header the header's bytes
     * @param payload given away, also if this throws
     * @throws FailureException if the payload does not fit into one frame
     */
    ByteBuf encode(ByteBufAllocator allocator, byte[] header, ByteBuf payload);

    /** Finds where frames end, for one connection; may remember how far it looked. Used on one thread. */
    interface Cutter {
        /** What is at the front of {@code in}; frames have the exchange id 0 still. */
        FrameScan cut(ByteBuf in);

        /** The same after FIN. */
        default FrameScan cutAtEnd(ByteBuf in) {
            FrameScan cut = cut(in);
            return cut instanceof FrameScan.Incomplete ? new FrameScan.Malformed("closed inside a frame") : cut;
        }
    }

    /** {@code head}, {@code payload} and {@code tail} in one buffer; the buffers are given away. */
    static ByteBuf join(ByteBuf head, ByteBuf payload, byte[] tail) {
        if (payload.readableBytes() <= COPIED_BYTES) {
            head.writeBytes(payload).writeBytes(tail);
            payload.release();
            return head;
        }
        CompositeByteBuf whole = head.alloc().compositeBuffer(3).addComponents(true, head, payload);
        return tail.length == 0 ? whole : whole.addComponent(true, Unpooled.wrappedBuffer(tail));
    }

    /** A buffer for the front of a frame, and for the rest of it if that is going to be copied. */
    static ByteBuf head(ByteBufAllocator allocator, int headBytes, ByteBuf payload, int tailBytes) {
        int payloadBytes = payload.readableBytes();
        return allocator.buffer(headBytes + (payloadBytes <= COPIED_BYTES ? payloadBytes + tailBytes : 0));
    }

    /** A payload that one frame cannot hold. */
    static FailureException tooLarge(long frameBytes, long maxBytes) {
        return new FailureException(
                Failure.BODY_TOO_LARGE, "a frame of " + frameBytes + " bytes (expected: at most " + maxBytes + ")");
    }

    /** A payload that does not fill a frame of fixed size, or more than fills it. */
    static FailureException wrongSize(int frameBytes, int expectedBytes) {
        return frameBytes > expectedBytes
                ? tooLarge(frameBytes, expectedBytes)
                : new FailureException(
                        Failure.INVALID_ARGUMENT,
                        "a frame of " + frameBytes + " bytes (expected: " + expectedBytes + ", nothing pads it)");
    }
}
