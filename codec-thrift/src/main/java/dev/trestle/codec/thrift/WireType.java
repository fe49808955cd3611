package dev.trestle.codec.thrift;

/**
 * The type numbers of the binary protocol, which this codec uses for both protocols; see
 * {@code https://github.com/apache/thrift/blob/master/doc/specs/thrift-binary-protocol.md}.
 */
final class WireType {
    static final int STOP = 0;
    static final int BOOL = 2;
    static final int I8 = 3;
    static final int DOUBLE = 4;
    static final int I16 = 6;
    static final int I32 = 8;
    static final int I64 = 10;
    static final int STRING = 11;
    static final int STRUCT = 12;
    static final int MAP = 13;
    static final int SET = 14;
    static final int LIST = 15;
    static final int UUID = 16;

    private static final String[] NAMES = {
        "stop", "?", "bool", "i8", "double", "?", "i16", "?", "i32", "?", "i64", "string", "struct", "map", "set",
        "list", "uuid"
    };

    private WireType() {}

    static boolean isValue(int type) {
        return type >= BOOL && type <= UUID && !NAMES[type].equals("?");
    }

    static String shown(int type) {
        return type >= 0 && type < NAMES.length && !NAMES[type].equals("?") ? NAMES[type] : "type " + type;
    }
}
