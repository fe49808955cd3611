package dev.trestle.bridge;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The connection half of a codec: cuts the byte stream into frames, says which exchange each belongs to, answers what is
 * addressed to the connection. One per connection, always called on that connection's event loop.
 */
public interface Wire {
    /** The connection is open. The default is ready at once; a protocol with a login writes it here and says ready later. */
    default void onConnect(WireWriter out) {
        out.ready();
    }

    /**
     * Looks at the readable bytes, which start at a frame boundary. Never moves an index, never allocates by a length it read,
     * never throws for any input. Called again with more bytes after {@code Incomplete}, at the earliest once
     * {@code bytesMissing} more have come; a scan may remember how far it looked.
     */
    FrameScan scan(ByteBuf in);

    /**
     * The same after the upstream's FIN, with at least one readable byte; never {@code Incomplete}. The default calls
     * everything {@code scan} finds incomplete malformed.
     */
    default FrameScan scanAtEnd(ByteBuf in) {
        FrameScan scan = scan(in);
        return scan instanceof FrameScan.Incomplete ? new FrameScan.Malformed("closed inside a frame") : scan;
    }

    /**
     * Whether a connection of several exchanges answers them in the order of their requests, one frame each, which then need no ids;
     * the ids of frames are not looked at. Asked once, when the connection is made. Each request is written to its end before the
     * next one begins: it ends when its bridge has been shown its end.
     */
    default boolean repliesInOrder() {
        return false;
    }

    /** A control frame arrived. */
    default void onControl(Frame frame, WireWriter out) {}

    /** The heartbeat of this connection, or null for none. */
    default @Nullable Heartbeat heartbeat() {
        return null;
    }

    /**
     * A connection of one exchange at a time that hands on whatever has come, {@code maxBytes} at most at a time: the exchange knows
     * where its reply ends, and half-closes before it replies if bytes are left over.
     */
    static Wire pieces(int maxBytes) {
        return new PieceWire(maxBytes);
    }
}
