package dev.trestle.codec.thrift;

/** Finds the end of a message in the binary protocol. */
final class BinaryScan extends MessageScan {
    private static final int LIST_HEAD = 5;
    private static final int MAP_HEAD = 6;

    private final boolean strict;

    BinaryScan(int maxMessageBytes, boolean strict) {
        super(maxMessageBytes);
        this.strict = strict;
    }

    @Override
    protected int messageHead() {
        if (!has(0, 4)) {
            return MORE;
        }
        int first = intAt(0);
        if (first >= 0) {
            return strict ? refuse("message without version (expected: 0x80010000)") : nameAndId(first, 4, 1);
        }
        if ((first & BinaryReader.VERSION_MASK) != BinaryReader.VERSION_1) {
            return refuse("version 0x" + Integer.toHexString(first) + " (expected: 0x80010000)");
        }
        return has(4, 4) ? nameAndId(intAt(4), 8, 0) : MORE;
    }

    private int nameAndId(int nameLength, int nameAt, int typeBytes) {
        int name = jump(nameLength);
        if (name < 0) {
            return name;
        }
        int idAt = nameAt + name + typeBytes;
        if (idAt < 0 || !has(idAt, 4)) {
            return MORE;
        }
        sequenceId = intAt(idAt);
        return idAt + 4;
    }

    @Override
    protected int fieldHead() {
        if (!has(0, 1)) {
            return MORE;
        }
        int type = byteAt(0);
        return type == WireType.STOP ? close(1) : field(type, 3);
    }

    @Override
    protected int valueHead(int type) {
        int fixed = fixedBytes(type);
        if (fixed > 0) {
            return fixed;
        }
        return switch (type) {
            case WireType.STRING -> has(0, 4) ? text(intAt(0)) : MORE;
            case WireType.STRUCT -> openStruct();
            case WireType.MAP -> has(0, MAP_HEAD) ? openMap(MAP_HEAD, intAt(2), byteAt(0), byteAt(1)) : MORE;
            default -> has(0, LIST_HEAD) ? openList(LIST_HEAD, intAt(1), byteAt(0), fixedBytes(byteAt(0))) : MORE;
        };
    }

    private int text(int length) {
        int bytes = jump(length);
        return bytes < 0 ? bytes : jump(4L + bytes);
    }

    private static int fixedBytes(int type) {
        return switch (type) {
            case WireType.BOOL, WireType.I8 -> 1;
            case WireType.I16 -> 2;
            case WireType.I32 -> 4;
            case WireType.I64, WireType.DOUBLE -> 8;
            case WireType.UUID -> 16;
            default -> 0;
        };
    }
}
