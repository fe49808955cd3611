package dev.trestle.codec.thrift;

import io.netty.buffer.ByteBuf;

/**
 * The binary protocol.
 *
 * <pre>
 * strict message : i32 0x80010000|type, i32 length, name, i32 sequence id, struct
 * lenient message: i32 length, name, i8 type, i32 sequence id, struct
 * </pre>
 */
final class BinaryReader extends ThriftReader {
    static final int VERSION_MASK = 0xffff0000;
    static final int VERSION_1 = 0x80010000;

    private static final int[] LEAST_BYTES = {1, 1, 1, 1, 8, 1, 2, 1, 4, 1, 8, 4, 1, 6, 5, 5, 16};

    private final boolean strict;

    BinaryReader(ByteBuf in, int index, int end, boolean strict) {
        super(in, index, end);
        this.strict = strict;
    }

    @Override
    void message() {
        int first = i32();
        if (first < 0) {
            if ((first & VERSION_MASK) != VERSION_1) {
                throw malformed("version 0x" + Integer.toHexString(first) + " (expected: 0x80010000)");
            }
            messageType = first & 0xff;
            name(i32());
        } else if (strict) {
            throw malformed("it has no version (expected: 0x80010000, or strict: false)");
        } else {
            name(first);
            messageType = i8();
        }
        sequenceId = i32();
    }

    private void name(int length) {
        nameLength = checkedLength(length);
        nameIndex = index;
        index += length;
    }

    @Override
    boolean nextField() {
        fieldType = i8();
        if (fieldType == WireType.STOP) {
            return false;
        }
        checkedType(fieldType);
        fieldId = i16();
        return true;
    }

    @Override
    int beginStruct() {
        return 0;
    }

    @Override
    void endStruct(int outer) {}

    @Override
    boolean bool() {
        return i8() != 0;
    }

    @Override
    int i16() {
        need(Short.BYTES);
        int value = in.getShort(index);
        index += Short.BYTES;
        return value;
    }

    @Override
    int i32() {
        need(Integer.BYTES);
        int value = in.getInt(index);
        index += Integer.BYTES;
        return value;
    }

    @Override
    long i64() {
        return int64At();
    }

    @Override
    double float64() {
        return Double.longBitsToDouble(int64At());
    }

    @Override
    int stringLength() {
        return checkedLength(i32());
    }

    @Override
    int list() {
        int type = i8();
        int size = i32();
        elementType = size == 0 ? type : checkedType(type);
        return size == 0 ? 0 : checkedSize(size, leastBytes(type));
    }

    @Override
    int map() {
        int keys = i8();
        int values = i8();
        int size = i32();
        if (size == 0) {
            elementType = 0;
            valueType = 0;
            return 0;
        }
        elementType = checkedType(keys);
        valueType = checkedType(values);
        return checkedSize(size, leastBytes(keys) + leastBytes(values));
    }

    @Override
    int leastBytes(int type) {
        return LEAST_BYTES[type];
    }
}
