package dev.trestle.codec.dubbo.hessian;

/**
 * What the first byte of a value says it is. The grammar, one byte each:
 *
 * <pre>
 * 00-1f string, length 0-31          20-2f binary, length 0-15       30-33 string, 10 bit length
 * 34-37 binary, 10 bit length        38-3f long, 3 bytes             41 A binary chunk    42 B last binary chunk
 * 43 C class definition              44 D double                     46 F false           48 H untyped map .. Z
 * 49 I int                           4a date, ms                     4b date, minutes     4c L long
 * 4d M typed map .. Z                4e N null                       4f O object          51 Q reference
 * 52 R string chunk                  53 S last string chunk          54 T true            55 U typed list .. Z
 * 56 V typed list, length            57 W untyped list .. Z          58 X untyped list, length
 * 59 long, 4 bytes                   5a Z end                        5b 0.0   5c 1.0   5d 5e 5f double, 1 2 4 bytes
 * 60-6f object of definition 0-15    70-77 typed list, length 0-7    78-7f untyped list, length 0-7
 * 80-d7 int, 1-3 bytes               d8-ff long, 1-2 bytes
 * </pre>
 *
 * @see <a href="http://hessian.caucho.com/doc/hessian-serialization.html">Hessian 2.0 serialization</a>
 */
enum Tag {
    STRING,
    BINARY,
    INT,
    LONG,
    DOUBLE,
    DATE,
    TRUE,
    FALSE,
    NULL,
    LIST,
    MAP,
    DEFINITION,
    OBJECT,
    REFERENCE,
    END,
    NONE;

    private static final Tag[] OF_BYTE = table();

    static Tag of(int first) {
        return OF_BYTE[first];
    }

    private static Tag[] table() {
        Tag[] tags = new Tag[256];
        for (int i = 0; i < 256; i++) {
            tags[i] = i < 0x60 ? low(i) : high(i);
        }
        return tags;
    }

    private static Tag high(int first) {
        if (first < 0x70) {
            return OBJECT;
        }
        if (first < 0x80) {
            return LIST;
        }
        return first < 0xd8 ? INT : LONG;
    }

    private static Tag low(int first) {
        if (first < 0x40) {
            int quarter = first & 0x3c;
            return first < 0x20 || quarter == 0x30 ? STRING : first < 0x30 || quarter == 0x34 ? BINARY : LONG;
        }
        return switch (first) {
            case 'A', 'B' -> BINARY;
            case 'C' -> DEFINITION;
            case 'D', 0x5b, 0x5c, 0x5d, 0x5e, 0x5f -> DOUBLE;
            case 'F' -> FALSE;
            case 'H', 'M' -> MAP;
            case 'I' -> INT;
            case 0x4a, 0x4b -> DATE;
            case 'L', 'Y' -> LONG;
            case 'N' -> NULL;
            case 'O' -> OBJECT;
            case 'Q' -> REFERENCE;
            case 'R', 'S' -> STRING;
            case 'T' -> TRUE;
            case 'U', 'V', 'W', 'X' -> LIST;
            case 'Z' -> END;
            default -> NONE;
        };
    }
}
