package dev.trestle.codec.thrift;

import dev.trestle.bridge.http.TraceContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the length of a frame and its message in the header transport (Apache Thrift, doc/specs/HeaderFormat.md).
 *
 * <pre>
 * i32 length (without itself) | u16 0x0fff | u16 flags | i32 sequence id | u16 words of the header
 *   | varint protocol (0 binary, 2 compact) | varint transforms (0)
 *   | varint 1 | varint pairs ( varint length, name, varint length, value ) ... | zeros up to a word | message
 * </pre>
 */
final class HeaderTransport {
    private static final int MAGIC = 0x0fff;
    private static final int MAGIC_AT = 4;
    private static final int SEQUENCE_AT = 8;
    private static final int WORDS_AT = 12;
    private static final int FIXED_BYTES = 14;
    private static final int WORD = 4;
    private static final int PAIRS = 1;
    private static final int BINARY = 0;
    private static final int COMPACT = 2;

    private HeaderTransport() {}

    /** Writes the head of a frame; its length, the first four bytes, is not known yet. */
    static void write(ByteBuf out, ThriftWireSettings.Protocol protocol, int sequenceId, @Nullable TraceContext trace) {
        int start = out.writerIndex();
        out.writeInt(0).writeShort(MAGIC).writeShort(0).writeInt(sequenceId).writeShort(0);
        int head = out.writerIndex();
        out.writeByte(protocol == ThriftWireSettings.Protocol.BINARY ? BINARY : COMPACT);
        out.writeByte(0);
        if (trace != null) {
            out.writeByte(PAIRS).writeByte(trace.state().isEmpty() ? 1 : 2);
            trace.forEachField((name, value) -> pair(out, name, value));
        }
        while ((out.writerIndex() - head) % WORD != 0) {
            out.writeByte(0);
        }
        out.setShort(start + WORDS_AT, (out.writerIndex() - head) / WORD);
    }

    private static void pair(ByteBuf out, String name, String value) {
        for (String text : new String[] {name, value}) {
            Compact.writeVarint(out, text.length());
            ByteBufUtil.writeAscii(out, text);
        }
    }

    /**
     * Where the message of a frame begins.
     *
     * @param end behind the frame
     * @throws dev.trestle.bridge.http.FailureException if this is no such frame, or one that is not as it was asked for
     */
    static int message(ByteBuf frame, int index, int end, ThriftWireSettings.Protocol protocol) {
        if (end - index < FIXED_BYTES || frame.getUnsignedShort(index + MAGIC_AT) != MAGIC) {
            throw ThriftReader.malformed("a frame without a header (expected: 0fff behind its length)");
        }
        int head = index + FIXED_BYTES;
        int message = head + WORD * frame.getUnsignedShort(index + WORDS_AT);
        if (message > end || message - head < WORD) {
            throw ThriftReader.malformed("a header of " + (message - head) + " bytes in a frame of " + (end - index));
        }
        int expected = protocol == ThriftWireSettings.Protocol.BINARY ? BINARY : COMPACT;
        if (frame.getByte(head) != expected) {
            throw ThriftReader.malformed("protocol " + frame.getByte(head) + " (expected: " + expected + ")");
        }
        if (frame.getByte(head + 1) != 0) {
            throw ThriftReader.malformed("a message that was transformed (expected: as it is)");
        }
        return message;
    }

    /** What a header says, for people. */
    static String shown(ByteBuf frame, int index, int prefixBytes) {
        int pairs = prefixBytes - FIXED_BYTES - WORD;
        return "sequence id " + frame.getInt(index + SEQUENCE_AT) + (pairs > 0 ? ", " + pairs + " bytes of pairs" : "");
    }
}
