package dev.trestle.codec.thrift;

import dev.trestle.bridge.Wire;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.http.TraceContext;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What one cluster's connections speak; as equal as its settings. */
record ThriftProtocol(ThriftWireSettings settings) implements WireProtocol {
    static final int CALL = 1;
    static final int REPLY = 2;
    static final int EXCEPTION = 3;
    static final int ONEWAY = 4;

    /** Sequence ids are signed and 32 bits wide; some servers take them for array indices, so none is negative. */
    private static final long MAX_SEQUENCE_ID = 0x7fff_ffffL;

    @Override
    public int maxExchangesPerConnection() {
        return settings.pipeline();
    }

    @Override
    public long maxExchangeId() {
        return MAX_SEQUENCE_ID;
    }

    @Override
    public Wire newWire() {
        int maxBytes = settings.maxFrameBytes().toInt();
        if (settings.framed()) {
            return new FramedWire(this, maxBytes);
        }
        return settings.protocol() == ThriftWireSettings.Protocol.BINARY
                ? new BinaryScan(maxBytes, settings.strict())
                : new CompactScan(maxBytes);
    }

    /** Writes what stands before a message; a length in it is not known yet. */
    void beginFrame(ByteBuf out, int sequenceId, @Nullable TraceContext trace) {
        if (settings.headed()) {
            HeaderTransport.write(out, settings.protocol(), sequenceId, trace);
        } else if (settings.framed()) {
            out.writeInt(0);
        }
    }

    /** The frame that began at the reader's index is whole. */
    void endFrame(ByteBuf out) {
        if (settings.framed()) {
            out.setInt(out.readerIndex(), out.readableBytes() - Integer.BYTES);
        }
    }

    /** The bytes before the message of a whole frame. */
    int prefixBytes(ByteBuf frame, int index, int length) {
        if (settings.headed()) {
            return HeaderTransport.message(frame, index, index + length, settings.protocol()) - index;
        }
        return settings.framed() ? Integer.BYTES : 0;
    }

    ThriftWriter writer(ByteBuf out) {
        return settings.protocol() == ThriftWireSettings.Protocol.BINARY
                ? new BinaryWriter(out)
                : new CompactWriter(out);
    }

    /** Reads the message of a whole frame. */
    ThriftReader reader(ByteBuf frame, int index, int length) {
        int start = index + prefixBytes(frame, index, length);
        int end = index + length;
        return settings.protocol() == ThriftWireSettings.Protocol.BINARY
                ? new BinaryReader(frame, start, end, settings.strict())
                : new CompactReader(frame, start, end);
    }
}
