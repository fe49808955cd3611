package dev.trestle.codec.raw;

import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Heartbeat;
import dev.trestle.bridge.Wire;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** One raw connection: cuts frames, checks their constants, reads their exchange id, knows heartbeats. */
final class RawWire implements Wire {
    private final RawProtocol protocol;
    private final Framing.Cutter cutter;

    RawWire(RawProtocol protocol) {
        this.protocol = protocol;
        this.cutter = protocol.framing().newCutter();
    }

    @Override
    public FrameScan scan(ByteBuf in) {
        FrameScan cut = cutter.cut(in);
        return switch (cut) {
            case FrameScan.Whole whole -> addressed(whole, in);
            case FrameScan.Incomplete incomplete -> {
                Header.Slot wrong = protocol.header().wrongConstantSoFar(in, protocol.framing());
                yield wrong == null ? incomplete : notItsConstant(wrong);
            }
            case FrameScan.Control control -> control;
            case FrameScan.Malformed malformed -> malformed;
        };
    }

    private static FrameScan notItsConstant(Header.Slot slot) {
        return new FrameScan.Malformed("header field " + slot.name() + " is not its constant");
    }

    @Override
    public FrameScan scanAtEnd(ByteBuf in) {
        FrameScan cut = cutter.cutAtEnd(in);
        return cut instanceof FrameScan.Whole whole ? addressed(whole, in) : cut;
    }

    @Override
    public boolean repliesInOrder() {
        return protocol.header().correlation() == null;
    }

    @Override
    public @Nullable Heartbeat heartbeat() {
        return protocol.heartbeat();
    }

    private FrameScan addressed(FrameScan.Whole whole, ByteBuf in) {
        Header header = protocol.header();
        Framing framing = protocol.framing();
        ByteBuf frame = whole.length() == in.readableBytes() ? in : in.slice(in.readerIndex(), whole.length());
        Header.Slot wrong = header.wrongConstant(frame, framing);
        if (wrong != null) {
            return notItsConstant(wrong);
        }
        ControlFrame answer = protocol.heartbeatAnswer();
        if (answer != null && answer.matches(frame, framing)) {
            return new FrameScan.Control(whole.length());
        }
        Header.Slot correlation = header.correlation();
        if (correlation == null) {
            return whole;
        }
        int index = frame.readerIndex() + framing.offset(frame, correlation.offset());
        return new FrameScan.Whole(whole.length(), correlation.type().readInteger(frame, index));
    }
}
