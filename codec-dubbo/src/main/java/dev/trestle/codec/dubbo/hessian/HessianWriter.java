package dev.trestle.codec.dubbo.hessian;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the values of one message in the shortest form each has. Never writes a back reference; definitions and types are named
 * once a message. Not thread safe; the buffer stays its caller's.
 */
public final class HessianWriter {
    private static final int CHUNK = 0x8000;

    private final ByteBuf out;
    private final List<String> definitions = new ArrayList<>(4);
    private final List<String> types = new ArrayList<>(4);

    /** Writes after what {@code out} already holds. */
    public HessianWriter(ByteBuf out) {
        this.out = out;
    }

    /** {@code null}. */
    public void nullValue() {
        out.writeByte('N');
    }

    /** A boolean. */
    public void bool(boolean value) {
        out.writeByte(value ? 'T' : 'F');
    }

    /** An int; byte and short are ints too. */
    public void int32(int value) {
        if (value >= -16 && value <= 47) {
            out.writeByte(0x90 + value);
        } else if (value >= -2048 && value <= 2047) {
            out.writeShort(0xc800 + value);
        } else if (value >= -262144 && value <= 262143) {
            out.writeMedium(0xd40000 + value);
        } else {
            out.writeByte('I').writeInt(value);
        }
    }

    /** A long. */
    public void int64(long value) {
        if (value >= -8 && value <= 15) {
            out.writeByte((int) (0xe0 + value));
        } else if (value >= -2048 && value <= 2047) {
            out.writeShort((int) (0xf800 + value));
        } else if (value >= -262144 && value <= 262143) {
            out.writeMedium((int) (0x3c0000 + value));
        } else if (value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE) {
            out.writeByte('Y').writeInt((int) value);
        } else {
            out.writeByte('L').writeLong(value);
        }
    }

    /** A double. */
    public void float64(double value) {
        boolean negativeZero = Double.doubleToRawLongBits(value) == Long.MIN_VALUE;
        if (value == 0 && !negativeZero) {
            out.writeByte(0x5b);
        } else if (value == 1) {
            out.writeByte(0x5c);
        } else if (value == (byte) value && !negativeZero) {
            out.writeByte(0x5d).writeByte((byte) value);
        } else if (value == (short) value && !negativeZero) {
            out.writeByte(0x5e).writeShort((short) value);
        } else {
            out.writeByte('D').writeDouble(value);
        }
    }

    /** A date: milliseconds since 1970. */
    public void date(long epochMillis) {
        boolean minutes = epochMillis % 60_000 == 0 && epochMillis / 60_000 == (int) (epochMillis / 60_000);
        if (minutes) {
            out.writeByte(0x4b).writeInt((int) (epochMillis / 60_000));
        } else {
            out.writeByte(0x4a).writeLong(epochMillis);
        }
    }

    /** Text: lengths count UTF-16 units, each unit is coded by itself (CESU-8). */
    public void string(CharSequence text) {
        int start = 0;
        int left = text.length();
        while (left > CHUNK) {
            int units = Character.isHighSurrogate(text.charAt(start + CHUNK - 1)) ? CHUNK - 1 : CHUNK;
            out.writeByte('R').writeShort(units);
            units(text, start, start + units);
            start += units;
            left -= units;
        }
        if (left <= 31) {
            out.writeByte(left);
        } else if (left <= 1023) {
            out.writeShort(0x3000 + left);
        } else {
            out.writeByte('S').writeShort(left);
        }
        units(text, start, start + left);
    }

    private void units(CharSequence text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                out.writeByte(c);
            } else if (c < 0x800) {
                out.writeByte(0xc0 | c >> 6).writeByte(0x80 | c & 0x3f);
            } else {
                out.writeByte(0xe0 | c >> 12).writeByte(0x80 | c >> 6 & 0x3f).writeByte(0x80 | c & 0x3f);
            }
        }
    }

    /** Bytes. */
    public void binary(byte[] bytes) {
        int start = 0;
        int left = bytes.length;
        while (left > CHUNK) {
            out.writeByte('A').writeShort(CHUNK).writeBytes(bytes, start, CHUNK);
            start += CHUNK;
            left -= CHUNK;
        }
        if (left <= 15) {
            out.writeByte(0x20 + left);
        } else if (left <= 1023) {
            out.writeShort(0x3400 + left);
        } else {
            out.writeByte('B').writeShort(left);
        }
        out.writeBytes(bytes, start, left);
    }

    /** The head of an untyped list; its elements follow. */
    public void list(int length) {
        if (length <= 7) {
            out.writeByte(0x78 + length);
        } else {
            out.writeByte('X');
            int32(length);
        }
    }

    /** The head of a list of {@code type}: {@code [int}, {@code java.util.HashSet}; its elements follow. */
    public void list(String type, int length) {
        out.writeByte(length <= 7 ? 0x70 + length : 'V');
        type(type);
        if (length > 7) {
            int32(length);
        }
    }

    /** Opens an untyped map; keys and values follow, then {@link #endMap()}. */
    public void beginMap() {
        out.writeByte('H');
    }

    /** Opens a map that stands for an object of {@code type}. */
    public void beginMap(String type) {
        out.writeByte('M');
        type(type);
    }

    /** Closes the innermost map. */
    public void endMap() {
        out.writeByte('Z');
    }

    private void type(String type) {
        int index = types.indexOf(type);
        if (index >= 0) {
            int32(index);
        } else {
            types.add(type);
            string(type);
        }
    }

    /** The head of an object with one definition a message; its fields' values follow in the order of {@code fields}. */
    public void object(String className, String... fields) {
        int index = definitions.indexOf(className);
        if (index < 0) {
            index = definitions.size();
            definitions.add(className);
            out.writeByte('C');
            string(className);
            int32(fields.length);
            for (String field : fields) {
                string(field);
            }
        }
        if (index <= 15) {
            out.writeByte(0x60 + index);
        } else {
            out.writeByte('O');
            int32(index);
        }
    }

    /** Bytes that were written before, such as a constant head. They hold no definition and no type. */
    public void raw(byte[] bytes) {
        out.writeBytes(bytes);
    }
}
