package dev.trestle.upstream;

import dev.trestle.bridge.Frame;
import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Heartbeat;
import dev.trestle.bridge.Wire;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.WireWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The smallest protocol with everything a connection can have: a byte for the length of the rest, an id byte, a payload. Id 0 is
 * for the connection: {@code R} makes it ready where there is a login, {@code D} drains it, {@code P} answers a ping {@code p}.
 * The first bytes 0xfa to 0xff make its wire misbehave.
 */
record BlockProtocol(
        int maxExchangesPerConnection,
        long maxExchangeId,
        boolean login,
        @Nullable Duration beat,
        boolean inOrder) implements WireProtocol {
    static final byte EMPTY_FRAME = (byte) 0xff;
    static final byte ENDLESS_FRAME = (byte) 0xfe;
    static final byte NEGATIVE_FRAME = (byte) 0xfd;
    static final byte THROWS = (byte) 0xfc;
    static final byte HUGE_WISH = (byte) 0xfb;
    static final byte MALFORMED = (byte) 0xfa;

    static final BlockProtocol EXCLUSIVE = new BlockProtocol(1, 200, false, null, false);
    static final BlockProtocol SHARED = new BlockProtocol(1024, 200, false, null, false);
    /** Its frames are not told apart by their ids, but by their order. */
    static final BlockProtocol IN_ORDER = new BlockProtocol(4, 200, false, null, true);

    BlockProtocol withLogin() {
        return new BlockProtocol(maxExchangesPerConnection, maxExchangeId, true, beat, inOrder);
    }

    BlockProtocol withIds(long max) {
        return new BlockProtocol(maxExchangesPerConnection, max, login, beat, inOrder);
    }

    BlockProtocol withHeartbeat(Duration interval) {
        return new BlockProtocol(maxExchangesPerConnection, maxExchangeId, login, interval, inOrder);
    }

    /** A frame. */
    static byte[] frame(long id, byte... payload) {
        byte[] frame = new byte[payload.length + 2];
        frame[0] = (byte) (payload.length + 1);
        frame[1] = (byte) id;
        System.arraycopy(payload, 0, frame, 2, payload.length);
        return frame;
    }

    /** A frame for the connection itself. */
    static byte[] control(char what) {
        return frame(0, (byte) what);
    }

    @Override
    public Wire newWire() {
        return new BlockWire();
    }

    private final class BlockWire implements Wire {
        @Override
        public void onConnect(WireWriter out) {
            if (!login) {
                out.ready();
            }
        }

        @Override
        public boolean repliesInOrder() {
            return inOrder;
        }

        @Override
        public FrameScan scan(ByteBuf in) {
            byte first = in.getByte(in.readerIndex());
            int length = (first & 0xff) + 1;
            return switch (first) {
                case EMPTY_FRAME -> new FrameScan.Whole(0, 1);
                case ENDLESS_FRAME -> new FrameScan.Whole(Integer.MAX_VALUE, 1);
                case NEGATIVE_FRAME -> new FrameScan.Control(-7);
                case THROWS -> throw new IllegalStateException("asked to throw");
                case HUGE_WISH -> new FrameScan.Incomplete(Integer.MAX_VALUE);
                case MALFORMED -> new FrameScan.Malformed("asked to be");
                default ->
                    in.readableBytes() < length
                            ? new FrameScan.Incomplete(length - in.readableBytes())
                            : whole(in, length);
            };
        }

        private FrameScan whole(ByteBuf in, int length) {
            int id = in.getUnsignedByte(in.readerIndex() + 1);
            return id == 0 ? new FrameScan.Control(length) : new FrameScan.Whole(length, inOrder ? 0 : id);
        }

        @Override
        public void onControl(Frame frame, WireWriter out) {
            switch (frame.bytes().getByte(frame.bytes().readerIndex() + 2)) {
                case 'R' -> out.ready();
                case 'D' -> out.drain();
                default -> {}
            }
        }

        @Override
        public @Nullable Heartbeat heartbeat() {
            return beat == null
                    ? null
                    : new Heartbeat(beat, beat.multipliedBy(4), () -> Unpooled.wrappedBuffer(control('p')));
        }
    }
}
