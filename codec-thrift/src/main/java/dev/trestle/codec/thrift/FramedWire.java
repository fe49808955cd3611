package dev.trestle.codec.thrift;

import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Wire;
import dev.trestle.bridge.http.FailureException;
import io.netty.buffer.ByteBuf;

/**
 * Messages with their length before them.
 *
 * <pre>
 * i32 length (without itself) | message
 * </pre>
 */
final class FramedWire implements Wire {
    private final ThriftProtocol protocol;
    private final int maxFrameBytes;

    FramedWire(ThriftProtocol protocol, int maxFrameBytes) {
        this.protocol = protocol;
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    public FrameScan scan(ByteBuf in) {
        int available = in.readableBytes();
        if (available < Integer.BYTES) {
            return new FrameScan.Incomplete(Integer.BYTES - available);
        }
        int length = in.getInt(in.readerIndex());
        if (length <= 0 || length > maxFrameBytes) {
            return new FrameScan.Malformed("frame length: " + length + " (expected: 1.." + maxFrameBytes + ")");
        }
        int whole = Integer.BYTES + length;
        if (available < whole) {
            return new FrameScan.Incomplete(whole - available);
        }
        if (protocol.maxExchangesPerConnection() == 1) {
            return new FrameScan.Whole(whole, 0);
        }
        try {
            ThriftReader message = protocol.reader(in, in.readerIndex(), whole);
            message.message();
            return new FrameScan.Whole(whole, message.sequenceId);
        } catch (FailureException e) {
            return new FrameScan.Malformed(e.detail());
        }
    }
}
