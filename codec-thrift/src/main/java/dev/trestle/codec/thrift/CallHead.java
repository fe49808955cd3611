package dev.trestle.codec.thrift;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * The head of a call, all of it but the sequence id made once.
 *
 * <pre>
 * binary : i32 0x80010000|type, i32 length, name | i32 sequence id |
 * compact: 0x82, type &lt;&lt; 5 | 1                | varint sequence id | varint length, name
 * </pre>
 */
final class CallHead {
    private static final int MAX_SEQUENCE_ID_BYTES = 5;

    private final ThriftWireSettings.Protocol protocol;
    private final byte[] before;
    private final byte[] after;

    CallHead(ThriftWireSettings.Protocol protocol, int messageType, String name) {
        this.protocol = protocol;
        ByteBuf first = Unpooled.buffer();
        ByteBuf last = Unpooled.buffer();
        switch (protocol) {
            case BINARY -> {
                first.writeInt(BinaryReader.VERSION_1 | messageType);
                new BinaryWriter(first).string(name);
            }
            case COMPACT -> {
                first.writeByte(Compact.PROTOCOL_ID);
                first.writeByte(messageType << 5 | Compact.VERSION);
                new CompactWriter(last).bytes(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        before = ByteBufUtil.getBytes(first);
        after = ByteBufUtil.getBytes(last);
    }

    /** The most bytes it takes. */
    int maxBytes() {
        return before.length + MAX_SEQUENCE_ID_BYTES + after.length;
    }

    void write(ByteBuf out, int sequenceId) {
        out.writeBytes(before);
        if (protocol == ThriftWireSettings.Protocol.BINARY) {
            out.writeInt(sequenceId);
        } else {
            Compact.writeVarint(out, sequenceId & 0xffff_ffffL);
        }
        out.writeBytes(after);
    }
}
