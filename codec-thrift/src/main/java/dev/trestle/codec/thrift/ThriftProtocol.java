package dev.trestle.codec.thrift;

import dev.trestle.bridge.Wire;
import dev.trestle.bridge.WireProtocol;
import io.netty.buffer.ByteBuf;

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

    /** The bytes before a message. */
    int prefixBytes() {
        return settings.framed() ? Integer.BYTES : 0;
    }

    ThriftWriter writer(ByteBuf out) {
        return settings.protocol() == ThriftWireSettings.Protocol.BINARY
                ? new BinaryWriter(out)
                : new CompactWriter(out);
    }

    /** Reads the message of a whole frame. */
    ThriftReader reader(ByteBuf frame, int index, int length) {
        int start = index + prefixBytes();
        int end = index + length;
        return settings.protocol() == ThriftWireSettings.Protocol.BINARY
                ? new BinaryReader(frame, start, end, settings.strict())
                : new CompactReader(frame, start, end);
    }
}
