package dev.trestle.codec.dubbo;

import dev.trestle.bridge.Frame;
import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Heartbeat;
import dev.trestle.bridge.Wire;
import dev.trestle.bridge.WireWriter;
import dev.trestle.codec.dubbo.hessian.HessianWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** One Dubbo connection: finds frames by their header, answers heartbeats, heeds READONLY, refuses calls from the provider. */
final class DubboWire implements Wire {
    private static final int OK = 20;
    private static final int BAD_REQUEST = 40;
    private static final String NO_CALLBACKS = "calls to this consumer are not supported";

    private final int maxFrameBytes;
    private final Heartbeat heartbeat;

    DubboWire(DubboWireSettings settings) {
        maxFrameBytes = settings.maxFrameBytes().toInt();
        heartbeat = new Heartbeat(
                settings.heartbeat(),
                settings.heartbeat().multipliedBy(2),
                () -> DubboProtocol.heartbeat(
                        DubboProtocol.REQUEST | DubboProtocol.TWO_WAY | DubboProtocol.EVENT | DubboProtocol.HESSIAN2,
                        0,
                        0));
    }

    @Override
    public FrameScan scan(ByteBuf in) {
        int readable = in.readableBytes();
        int at = in.readerIndex();
        if (readable >= 2 && in.getUnsignedShort(at) != DubboProtocol.MAGIC
                || readable == 1 && in.getByte(at) != (byte) 0xda) {
            return new FrameScan.Malformed("no Dubbo header");
        }
        if (readable < DubboProtocol.HEADER_BYTES) {
            return new FrameScan.Incomplete(DubboProtocol.HEADER_BYTES - readable);
        }
        int body = in.getInt(at + 12);
        if (body < 0 || body > maxFrameBytes - DubboProtocol.HEADER_BYTES) {
            return new FrameScan.Malformed(
                    "a frame of " + body + " bytes and its header (expected: at most " + maxFrameBytes + ")");
        }
        int length = DubboProtocol.HEADER_BYTES + body;
        if (readable < length) {
            return new FrameScan.Incomplete(length - readable);
        }
        int flags = in.getUnsignedByte(at + 2);
        return (flags & (DubboProtocol.REQUEST | DubboProtocol.EVENT)) != 0
                ? new FrameScan.Control(length)
                : new FrameScan.Whole(length, in.getLong(at + 4));
    }

    @Override
    public void onControl(Frame frame, WireWriter out) {
        ByteBuf in = frame.bytes();
        int at = in.readerIndex();
        int flags = in.getUnsignedByte(at + 2);
        long id = in.getLong(at + 4);
        boolean request = (flags & DubboProtocol.REQUEST) != 0;
        boolean twoWay = (flags & DubboProtocol.TWO_WAY) != 0;
        boolean event = (flags & DubboProtocol.EVENT) != 0;
        if (event && request && isReadOnly(in, at)) {
            out.drain();
        } else if (event && request && twoWay) {
            out.write(DubboProtocol.heartbeat(DubboProtocol.EVENT | flags & 0x1f, OK, id));
        } else if (!event && twoWay) {
            out.write(refusal(id));
        }
    }

    /** The event's body is the string R. */
    private static boolean isReadOnly(ByteBuf in, int at) {
        return in.getInt(at + 12) == 2 && in.getByte(at + 16) == 1 && in.getByte(at + 17) == 'R';
    }

    private static ByteBuf refusal(long id) {
        ByteBuf out = Unpooled.buffer(64);
        out.writeShort(DubboProtocol.MAGIC)
                .writeByte(DubboProtocol.HESSIAN2)
                .writeByte(BAD_REQUEST)
                .writeLong(id);
        out.writeInt(0);
        new HessianWriter(out).string(NO_CALLBACKS);
        return out.setInt(12, out.writerIndex() - DubboProtocol.HEADER_BYTES);
    }

    @Override
    public Heartbeat heartbeat() {
        return heartbeat;
    }
}
