package dev.trestle.codec.thrift;

/** Finds the end of a message in the compact protocol. */
final class CompactScan extends MessageScan {
    private static final int MAX_INT_BYTES = 5;
    private static final int MAX_LONG_BYTES = 10;

    /** The value of the varint that was read last. */
    private long varint;

    CompactScan(int maxMessageBytes) {
        super(maxMessageBytes);
    }

    @Override
    protected int messageHead() {
        if (!has(0, 2)) {
            return MORE;
        }
        if ((byteAt(0) & 0xff) != Compact.PROTOCOL_ID || (byteAt(1) & 0x1f) != Compact.VERSION) {
            return refuse("message does not start as the compact protocol, version 1, does");
        }
        int id = varint(2, MAX_INT_BYTES);
        if (id < 0) {
            return id;
        }
        sequenceId = (int) varint;
        int length = varint(2 + id, MAX_INT_BYTES);
        if (length < 0) {
            return length;
        }
        int name = jump(varint);
        return name < 0 ? name : jump(2L + id + length + name);
    }

    /** A bool field is all head. */
    @Override
    protected int fieldHead() {
        if (!has(0, 1)) {
            return MORE;
        }
        int head = byteAt(0);
        if (head == 0) {
            return close(1);
        }
        int bytes = 1;
        if ((head & 0xf0) == 0) {
            int id = varint(1, 3);
            if (id < 0) {
                return id;
            }
            bytes += id;
        }
        int type = Compact.toWire(head);
        return type == WireType.BOOL ? bytes : field(type, bytes);
    }

    @Override
    protected int valueHead(int type) {
        return switch (type) {
            case WireType.BOOL, WireType.I8 -> 1;
            case WireType.DOUBLE -> 8;
            case WireType.UUID -> 16;
            case WireType.I16 -> varint(0, 3);
            case WireType.I32 -> varint(0, MAX_INT_BYTES);
            case WireType.I64 -> varint(0, MAX_LONG_BYTES);
            case WireType.STRING -> text();
            case WireType.STRUCT -> openStruct();
            case WireType.MAP -> map();
            default -> list();
        };
    }

    private int text() {
        int length = varint(0, MAX_INT_BYTES);
        return length < 0 ? length : jump(length + varint);
    }

    private int map() {
        int length = varint(0, MAX_INT_BYTES);
        if (length < 0 || varint == 0) {
            return length < 0 ? length : openMap(length, 0, 0, 0);
        }
        if (!has(length, 1)) {
            return MORE;
        }
        int types = byteAt(length);
        return openMap(length + 1, varint, Compact.toWire(types >> 4), Compact.toWire(types));
    }

    private int list() {
        if (!has(0, 1)) {
            return MORE;
        }
        int head = byteAt(0);
        int type = Compact.toWire(head);
        int headBytes = 1;
        long size = (head & 0xf0) >> 4;
        if (size == 15) {
            int length = varint(1, MAX_INT_BYTES);
            if (length < 0) {
                return length;
            }
            headBytes += length;
            size = varint;
        }
        return openList(headBytes, size, type, fixedBytes(type));
    }

    private static int fixedBytes(int type) {
        return switch (type) {
            case WireType.BOOL, WireType.I8 -> 1;
            case WireType.DOUBLE -> 8;
            case WireType.UUID -> 16;
            default -> 0;
        };
    }

    /** The length of the varint at {@code at}. */
    private int varint(int at, int maxBytes) {
        long value = 0;
        for (int i = 0; i < maxBytes; i++) {
            if (!has(at + i, 1)) {
                return MORE;
            }
            int b = byteAt(at + i);
            value |= (long) (b & 0x7f) << (7 * i);
            if (b >= 0) {
                varint = value;
                return i + 1;
            }
        }
        return refuse("a number of more than " + maxBytes + " bytes");
    }
}
