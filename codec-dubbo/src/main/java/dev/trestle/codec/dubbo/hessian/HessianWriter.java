package dev.trestle.codec.dubbo.hessian;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of one message onto a buffer, which stays its caller's: the shortest form of each, no back references.
 *
 * <p>Objects may leave fields out: the definition names the fields that follow, one definition for each set of fields. A
 * message that needs more than {@value #MAX_DEFINITIONS} of them writes the rest as typed maps, which readers take as well.
 */
public final class HessianWriter {
    private static final int MAX_CHUNK_UNITS = 0x8000;
    private static final int MAX_DEFINITIONS = 32;

    private final ByteBuf out;
    private @Nullable HessianClass[] definitions = new HessianClass[4];
    private long[] definedFields = new long[4];
    private int definitionCount;
    private String[] types = new String[2];
    private int typeCount;

    /** Writes after what {@code out} already holds. */
    public HessianWriter(ByteBuf out) {
        this.out = out;
    }

    /** What is written, lent. */
    public ByteBuf buffer() {
        return out;
    }

    /** Bytes made before: whole values that define nothing. */
    public void raw(byte[] values) {
        out.writeBytes(values);
    }

    /** Null. */
    public void nullValue() {
        out.writeByte('N');
    }

    /** A boolean. */
    public void bool(boolean value) {
        out.writeByte(value ? 'T' : 'F');
    }

    /** An int, in 1, 2, 3 or 5 bytes. */
    public void int32(int value) {
        if (value >= -0x10 && value <= 0x2f) {
            out.writeByte(0x90 + value);
        } else if (value >= -0x800 && value <= 0x7ff) {
            out.writeShort((0xc8 << 8) + value);
        } else if (value >= -0x40000 && value <= 0x3ffff) {
            out.writeMedium((0xd4 << 16) + value);
        } else {
            out.writeByte('I').writeInt(value);
        }
    }

    /** A long, in 1, 2, 3, 5 or 9 bytes. */
    public void int64(long value) {
        if (value >= -0x8 && value <= 0xf) {
            out.writeByte(0xe0 + (int) value);
        } else if (value >= -0x800 && value <= 0x7ff) {
            out.writeShort((0xf8 << 8) + (int) value);
        } else if (value >= -0x40000 && value <= 0x3ffff) {
            out.writeMedium((0x3c << 16) + (int) value);
        } else if (value == (int) value) {
            out.writeByte('Y').writeInt((int) value);
        } else {
            out.writeByte('L').writeLong(value);
        }
    }

    /** A double; negative zero keeps its sign. */
    public void float64(double value) {
        int whole = (int) value;
        if (value == whole && whole >= Short.MIN_VALUE && whole <= Short.MAX_VALUE && !isNegativeZero(value)) {
            wholeDouble(whole);
            return;
        }
        int mills = (int) (value * 1000);
        if (0.001 * mills == value && mills != 0) {
            out.writeByte(0x5f).writeInt(mills);
        } else {
            out.writeByte('D').writeLong(Double.doubleToRawLongBits(value));
        }
    }

    private void wholeDouble(int whole) {
        if (whole == 0 || whole == 1) {
            out.writeByte(0x5b + whole);
        } else if (whole >= Byte.MIN_VALUE && whole <= Byte.MAX_VALUE) {
            out.writeByte(0x5d).writeByte(whole);
        } else {
            out.writeByte(0x5e).writeShort(whole);
        }
    }

    private static boolean isNegativeZero(double value) {
        return value == 0 && Double.doubleToRawLongBits(value) != 0;
    }

    /** An instant, in ms since the epoch. */
    public void date(long epochMillis) {
        long minutes = epochMillis / 60_000;
        if (minutes * 60_000 == epochMillis && minutes == (int) minutes) {
            out.writeByte(0x4b).writeInt((int) minutes);
        } else {
            out.writeByte(0x4a).writeLong(epochMillis);
        }
    }

    /** A string, in chunks of at most 32 768 units, none of which ends inside a surrogate pair. */
    public void string(CharSequence value) {
        int from = 0;
        int length = value.length();
        while (length - from > MAX_CHUNK_UNITS) {
            int to = from + MAX_CHUNK_UNITS;
            if (Character.isHighSurrogate(value.charAt(to - 1))) {
                to--;
            }
            out.writeByte('R').writeShort(to - from);
            units(value, from, to);
            from = to;
        }
        int left = length - from;
        if (left <= 0x1f) {
            out.writeByte(left);
        } else if (left <= 0x3ff) {
            out.writeShort((0x30 << 8) + left);
        } else {
            out.writeByte('S').writeShort(left);
        }
        units(value, from, length);
    }

    private void units(CharSequence value, int from, int to) {
        int plain = from;
        while (plain < to && value.charAt(plain) < 0x80) {
            plain++;
        }
        if (plain == to) {
            ByteBufUtil.writeAscii(out, from == 0 && to == value.length() ? value : value.subSequence(from, to));
            return;
        }
        out.ensureWritable((to - from) * 3);
        for (int i = from; i < to; i++) {
            unit(value.charAt(i));
        }
    }

    /** Each half of a surrogate pair is coded on its own: Dubbo's reader refuses UTF-8 of four bytes. */
    private void unit(char unit) {
        if (unit < 0x80) {
            out.writeByte(unit);
        } else if (unit < 0x800) {
            out.writeByte(0xc0 | (unit >> 6)).writeByte(0x80 | (unit & 0x3f));
        } else {
            out.writeByte(0xe0 | (unit >> 12))
                    .writeByte(0x80 | ((unit >> 6) & 0x3f))
                    .writeByte(0x80 | (unit & 0x3f));
        }
    }

    /** Bytes. */
    public void binary(byte[] value) {
        int from = 0;
        while (value.length - from > MAX_CHUNK_UNITS) {
            out.writeByte('A').writeShort(MAX_CHUNK_UNITS).writeBytes(value, from, MAX_CHUNK_UNITS);
            from += MAX_CHUNK_UNITS;
        }
        int left = value.length - from;
        if (left <= 0xf) {
            out.writeByte(0x20 + left);
        } else if (left <= 0x3ff) {
            out.writeShort((0x34 << 8) + left);
        } else {
            out.writeByte('B').writeShort(left);
        }
        out.writeBytes(value, from, left);
    }

    /** A list whose {@code size} elements follow; the reader makes an {@code ArrayList} of it, or what its parameter declares. */
    public void list(int size) {
        if (size <= 7) {
            out.writeByte(0x78 + size);
        } else {
            out.writeByte('X');
            int32(size);
        }
    }

    /** A list or array of a class; {@code size} elements follow. */
    public void list(String type, int size) {
        if (size <= 7) {
            out.writeByte(0x70 + size);
            type(type);
        } else {
            out.writeByte('V');
            type(type);
            int32(size);
        }
    }

    /** A map; keys and values follow, then {@link #endMap()}. */
    public void beginMap() {
        out.writeByte('H');
    }

    /** A map or an object of a class, as names and values. */
    public void beginMap(String type) {
        out.writeByte('M');
        type(type);
    }

    /** Ends a map, and an object for which {@link #beginObject} said that it is a map. */
    public void endMap() {
        out.writeByte('Z');
    }

    private void type(String type) {
        for (int i = 0; i < typeCount; i++) {
            if (types[i].equals(type)) {
                int32(i);
                return;
            }
        }
        if (typeCount == types.length) {
            types = Arrays.copyOf(types, typeCount * 2);
        }
        types[typeCount++] = type;
        string(type);
    }

    /** An object with all fields of its class; their values follow. For classes of at most 32 definitions a message. */
    public void beginWhole(HessianClass type) {
        if (!beginObject(type, (1L << type.fields().size()) - 1)) {
            throw new IllegalStateException(type.name());
        }
    }

    /**
     * An object with some fields of its class.
     *
     * @param present bit i stands for field i
     * @return true when the values of the fields present follow, in the order of the class; false when it became a map: then
     *     {@link #fieldName} comes before each value and {@link #endMap()} at the end
     */
    public boolean beginObject(HessianClass type, long present) {
        if (type.fields().size() > Long.SIZE) {
            beginMap(type.name());
            return false;
        }
        int index = defined(type, present);
        if (index < 0) {
            if (definitionCount == MAX_DEFINITIONS) {
                beginMap(type.name());
                return false;
            }
            index = define(type, present);
        }
        if (index <= 0xf) {
            out.writeByte(0x60 + index);
        } else {
            out.writeByte('O');
            int32(index);
        }
        return true;
    }

    /** The name of a field of an object that became a map. */
    public void fieldName(HessianClass type, int field) {
        out.writeBytes(type.encodedField(field));
    }

    private int defined(HessianClass type, long present) {
        for (int i = 0; i < definitionCount; i++) {
            if (definitions[i] == type && definedFields[i] == present) {
                return i;
            }
        }
        return -1;
    }

    private int define(HessianClass type, long present) {
        if (definitionCount == definedFields.length) {
            definitions = Arrays.copyOf(definitions, definitionCount * 2);
            definedFields = Arrays.copyOf(definedFields, definitionCount * 2);
        }
        definitions[definitionCount] = Objects.requireNonNull(type);
        definedFields[definitionCount] = present;
        out.writeByte('C').writeBytes(type.encodedName());
        int32(Long.bitCount(present));
        for (int i = 0; i < type.fields().size(); i++) {
            if ((present & (1L << i)) != 0) {
                out.writeBytes(type.encodedField(i));
            }
        }
        return definitionCount++;
    }
}
