package dev.trestle.codec.thrift;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import io.netty.buffer.ByteBuf;

/**
 * Reads the parts of one Thrift message from a lent buffer, whose indices stay. Every length is checked against the bytes that are
 * left before it is used, so nothing a peer claims is believed.
 *
 * <p>Anything malformed is a {@link FailureException} with {@code DECODE_FAILED}.
 */
abstract sealed class ThriftReader permits BinaryReader, CompactReader {
    /** What Apache's own implementations allow. */
    static final int MAX_DEPTH = 64;

    protected final ByteBuf in;
    protected final int end;
    protected int index;

    /** Of the message: 1 call, 2 reply, 3 exception, 4 oneway. */
    protected int messageType;

    protected int sequenceId;
    protected int nameIndex;
    protected int nameLength;

    /** Of the field {@link #nextField} came to. */
    protected int fieldType;

    protected int fieldId;

    /** Of the container whose head was read last; for a map the type of its keys and of its values. */
    protected int elementType;

    protected int valueType;

    ThriftReader(ByteBuf in, int index, int end) {
        this.in = in;
        this.index = index;
        this.end = end;
    }

    /** The head of a message: {@link #messageType}, {@link #sequenceId} and the name. */
    abstract void message();

    /** The next field's head; false at the end of the struct. */
    abstract boolean nextField();

    /** Must be called before the fields of a struct, and its value given to {@link #endStruct} after them. */
    abstract int beginStruct();

    abstract void endStruct(int outer);

    abstract boolean bool();

    final int i8() {
        need(1);
        return in.getByte(index++);
    }

    abstract int i16();

    abstract int i32();

    abstract long i64();

    abstract double float64();

    /** The number of bytes of a string, which follow at {@link #index}; {@link #advance} steps over them. */
    abstract int stringLength();

    /** The size of a list or set; its {@link #elementType} is set. */
    abstract int list();

    /** The size of a map; {@link #elementType} and {@link #valueType} are set, to 0 if it is empty and does not say. */
    abstract int map();

    /** The fewest bytes a value of this type takes. */
    abstract int leastBytes(int type);

    final long int64At() {
        need(Long.BYTES);
        long value = in.getLong(index);
        index += Long.BYTES;
        return value;
    }

    final void advance(int bytes) {
        index += bytes;
    }

    final void need(int bytes) {
        if (bytes > end - index) {
            throw malformed("it ends too early");
        }
    }

    /** A claimed number of elements, believed only if so many could follow. */
    protected final int checkedSize(long size, int leastBytesEach) {
        if (size < 0 || size * leastBytesEach > end - index) {
            throw malformed("a container claims " + size + " elements in " + (end - index) + " bytes");
        }
        return (int) size;
    }

    protected final int checkedLength(int length) {
        if (length < 0 || length > end - index) {
            throw malformed("a text claims " + length + " of " + (end - index) + " bytes");
        }
        return length;
    }

    protected final int checkedType(int type) {
        if (!WireType.isValue(type)) {
            throw malformed("unknown type " + type);
        }
        return type;
    }

    /** Nothing may follow a message. */
    final void end() {
        if (index != end) {
            throw malformed((end - index) + " bytes follow it");
        }
    }

    /** Steps over a value. */
    final void skip(int type, int depth) {
        switch (type) {
            case WireType.BOOL -> bool();
            case WireType.I8 -> i8();
            case WireType.I16 -> i16();
            case WireType.I32 -> i32();
            case WireType.I64 -> i64();
            case WireType.DOUBLE -> float64();
            case WireType.STRING -> advance(stringLength());
            case WireType.UUID -> {
                need(16);
                advance(16);
            }
            case WireType.STRUCT -> skipStruct(deeper(depth));
            case WireType.LIST, WireType.SET -> {
                int size = list();
                skipAll(size, elementType, deeper(depth));
            }
            case WireType.MAP -> skipMap(deeper(depth));
            default -> throw malformed("unknown type " + type);
        }
    }

    private void skipStruct(int depth) {
        int outer = beginStruct();
        while (nextField()) {
            skip(fieldType, depth);
        }
        endStruct(outer);
    }

    private void skipAll(int size, int type, int depth) {
        for (int i = 0; i < size; i++) {
            skip(type, depth);
        }
    }

    private void skipMap(int depth) {
        int size = map();
        int keys = elementType;
        int values = valueType;
        for (int i = 0; i < size; i++) {
            skip(keys, depth);
            skip(values, depth);
        }
    }

    static int deeper(int depth) {
        if (depth <= 0) {
            throw malformed("it nests deeper than " + MAX_DEPTH);
        }
        return depth - 1;
    }

    static FailureException malformed(String detail) {
        return new FailureException(Failure.DECODE_FAILED, "the reply is malformed: " + detail);
    }
}
