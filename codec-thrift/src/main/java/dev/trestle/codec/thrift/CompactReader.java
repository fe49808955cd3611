package dev.trestle.codec.thrift;

import io.netty.buffer.ByteBuf;

/**
 * The compact protocol.
 *
 * <pre>
 * message: 0x82, type &lt;&lt; 5 | 1, varint sequence id, varint length, name, struct
 * field  : delta &lt;&lt; 4 | type, or type and zigzag id; a bool's value is its type
 * </pre>
 */
final class CompactReader extends ThriftReader {
    private static final int[] LEAST_BYTES = {1, 1, 1, 1, 8, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 16};

    private int lastId;
    /** The value of the bool field whose head was just read, or 0. */
    private int pendingBool;

    CompactReader(ByteBuf in, int index, int end) {
        super(in, index, end);
    }

    @Override
    void message() {
        int protocol = i8() & 0xff;
        int typeAndVersion = i8() & 0xff;
        if (protocol != Compact.PROTOCOL_ID || (typeAndVersion & 0x1f) != Compact.VERSION) {
            throw malformed("it starts with 0x" + Integer.toHexString(protocol << 8 | typeAndVersion)
                    + " (expected: the compact protocol, version 1)");
        }
        messageType = typeAndVersion >> 5;
        sequenceId = (int) varint(5);
        nameLength = checkedSize(varint(5), 1);
        nameIndex = index;
        index += nameLength;
    }

    @Override
    boolean nextField() {
        int head = i8();
        if (head == 0) {
            fieldType = WireType.STOP;
            return false;
        }
        int compactType = head & 0x0f;
        int delta = (head & 0xf0) >> 4;
        fieldId = delta == 0 ? i16() : (short) (lastId + delta);
        lastId = fieldId;
        fieldType = checkedType(Compact.toWire(compactType));
        pendingBool = fieldType == WireType.BOOL ? compactType : 0;
        return true;
    }

    @Override
    int beginStruct() {
        int outer = lastId;
        lastId = 0;
        return outer;
    }

    @Override
    void endStruct(int outer) {
        lastId = outer;
    }

    /** Inside a container both 0 and 2 are false: the specification changed its mind. */
    @Override
    boolean bool() {
        int value = pendingBool == 0 ? i8() : pendingBool;
        pendingBool = 0;
        return value == Compact.TRUE;
    }

    @Override
    int i16() {
        return (short) Compact.unzigzag(varint(3));
    }

    @Override
    int i32() {
        return (int) Compact.unzigzag(varint(5) & 0xffffffffL);
    }

    @Override
    long i64() {
        return Compact.unzigzag(varint(10));
    }

    @Override
    double float64() {
        need(Double.BYTES);
        long bits = in.getLongLE(index);
        index += Double.BYTES;
        return Double.longBitsToDouble(bits);
    }

    @Override
    int stringLength() {
        return checkedSize(varint(5), 1);
    }

    @Override
    int list() {
        int head = i8();
        long size = (head & 0xf0) >> 4;
        int type = Compact.toWire(head);
        if (size == 15) {
            size = varint(5);
        }
        elementType = size == 0 ? type : checkedType(type);
        return size == 0 ? 0 : checkedSize(size, leastBytes(type));
    }

    @Override
    int map() {
        long size = varint(5);
        if (size == 0) {
            elementType = 0;
            valueType = 0;
            return 0;
        }
        int types = i8();
        elementType = checkedType(Compact.toWire(types >> 4));
        valueType = checkedType(Compact.toWire(types));
        return checkedSize(size, leastBytes(elementType) + leastBytes(valueType));
    }

    @Override
    int leastBytes(int type) {
        return LEAST_BYTES[type];
    }

    private long varint(int maxBytes) {
        long value = 0;
        for (int i = 0; i < maxBytes; i++) {
            int b = i8();
            value |= (long) (b & 0x7f) << (7 * i);
            if (b >= 0) {
                return value;
            }
        }
        throw malformed("a number of more than " + maxBytes + " bytes");
    }
}
