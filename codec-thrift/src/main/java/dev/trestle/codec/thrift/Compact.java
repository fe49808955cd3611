package dev.trestle.codec.thrift;

import io.netty.buffer.ByteBuf;

/**
 * What is peculiar to the compact protocol, see
 * {@code https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md}: its own type numbers (with a bool
 * field's value in its type) and variable-length integers, seven bits a byte, least significant first.
 */
final class Compact {
    static final int PROTOCOL_ID = 0x82;
    static final int VERSION = 1;
    static final int TRUE = 1;
    static final int FALSE = 2;

    private static final int[] TO_WIRE = {
        -1,
        WireType.BOOL,
        WireType.BOOL,
        WireType.I8,
        WireType.I16,
        WireType.I32,
        WireType.I64,
        WireType.DOUBLE,
        WireType.STRING,
        WireType.LIST,
        WireType.SET,
        WireType.MAP,
        WireType.STRUCT,
        WireType.UUID,
        -1,
        -1
    };
    private static final int[] FROM_WIRE = {-1, -1, TRUE, 3, 7, -1, 4, -1, 5, -1, 6, 8, 12, 11, 10, 9, 13};

    private Compact() {}

    /** The common type number for one of the compact protocol, -1 for none. */
    static int toWire(int compactType) {
        return TO_WIRE[compactType & 0x0f];
    }

    static int fromWire(int type) {
        return FROM_WIRE[type];
    }

    static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    static long unzigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }

    static void writeVarint(ByteBuf out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.writeByte((int) rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }
}
