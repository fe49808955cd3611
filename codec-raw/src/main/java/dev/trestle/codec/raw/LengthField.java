package dev.trestle.codec.raw;

import dev.trestle.codec.raw.FrameSettings.LengthEncoding;
import io.netty.buffer.ByteBuf;

/** Reads and writes a length in one of its encodings. Immutable. */
record LengthField(LengthEncoding encoding, int bytes) {
    /** No number, or one beyond 63 bits. */
    static final long INVALID = -1;

    private static final int MAX_VARINT_BYTES = 5;

    int minBytes() {
        return encoding == LengthEncoding.VARINT ? 1 : bytes;
    }

    /**
     * The width of the field at {@code index}.
     *
     * @param end where the readable bytes end
     * @return 0 if the field goes on after {@code end}; more than a varint may have if it does not end at all
     */
    int width(ByteBuf in, int index, int end) {
        if (encoding != LengthEncoding.VARINT) {
            return bytes;
        }
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            if (index + i >= end) {
                return 0;
            }
            if (in.getByte(index + i) >= 0) {
                return i + 1;
            }
        }
        return MAX_VARINT_BYTES + 1;
    }

    /** The width of the field that holds {@code value}. */
    int widthOf(long value) {
        int width = minBytes();
        for (long rest = value >> 7; encoding == LengthEncoding.VARINT && rest > 0; rest >>= 7) {
            width++;
        }
        return width;
    }

    /** Whether {@link #width} found an end. */
    boolean isWidth(int width) {
        return encoding != LengthEncoding.VARINT || width <= MAX_VARINT_BYTES;
    }

    /** The number at {@code index}; negative when it is none or too large to be one. */
    long read(ByteBuf in, int index, int width) {
        return switch (encoding) {
            case BIG -> big(in, index);
            case LITTLE -> little(in, index);
            case VARINT -> varint(in, index, width);
            case DECIMAL -> digits(in, index, 10);
            case HEX -> digits(in, index, 16);
            case BCD -> bcd(in, index);
        };
    }

    /** The largest number it can hold. */
    long max() {
        return switch (encoding) {
            case BIG, LITTLE -> bytes == Long.BYTES ? Long.MAX_VALUE : (1L << (bytes * Byte.SIZE)) - 1;
            case VARINT -> (1L << (7 * MAX_VARINT_BYTES)) - 1;
            case DECIMAL -> power(10, bytes) - 1;
            case HEX -> power(16, bytes) - 1;
            case BCD -> power(100, bytes) - 1;
        };
    }

    /** Writes a number of at most {@link #max()}. */
    void write(ByteBuf out, long value) {
        switch (encoding) {
            case BIG -> {
                for (int i = bytes - 1; i >= 0; i--) {
                    out.writeByte((int) (value >> (Byte.SIZE * i)));
                }
            }
            case LITTLE -> {
                for (int i = 0; i < bytes; i++) {
                    out.writeByte((int) (value >> (Byte.SIZE * i)));
                }
            }
            case VARINT -> writeVarint(out, value);
            case DECIMAL -> writeDigits(out, value, 10);
            case HEX -> writeDigits(out, value, 16);
            case BCD -> {
                for (int i = bytes - 1; i >= 0; i--) {
                    int pair = (int) (value / power(100, i) % 100);
                    out.writeByte(pair / 10 << 4 | pair % 10);
                }
            }
        }
    }

    private long big(ByteBuf in, int index) {
        return switch (bytes) {
            case 1 -> in.getUnsignedByte(index);
            case 2 -> in.getUnsignedShort(index);
            case 3 -> in.getUnsignedMedium(index);
            case 4 -> in.getUnsignedInt(index);
            default -> in.getLong(index);
        };
    }

    private long little(ByteBuf in, int index) {
        return switch (bytes) {
            case 1 -> in.getUnsignedByte(index);
            case 2 -> in.getUnsignedShortLE(index);
            case 3 -> in.getUnsignedMediumLE(index);
            case 4 -> in.getUnsignedIntLE(index);
            default -> in.getLongLE(index);
        };
    }

    private static long varint(ByteBuf in, int index, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (long) (in.getByte(index + i) & 0x7f) << (7 * i);
        }
        return value;
    }

    private long digits(ByteBuf in, int index, int radix) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            int digit = Character.digit((char) in.getUnsignedByte(index + i), radix);
            if (digit < 0) {
                return INVALID;
            }
            value = value * radix + digit;
        }
        return value;
    }

    private long bcd(ByteBuf in, int index) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            int pair = in.getUnsignedByte(index + i);
            if (pair >> 4 > 9 || (pair & 15) > 9) {
                return INVALID;
            }
            value = value * 100 + (pair >> 4) * 10L + (pair & 15);
        }
        return value;
    }

    private static void writeVarint(ByteBuf out, long value) {
        long rest = value;
        while (rest > 0x7f) {
            out.writeByte((int) rest & 0x7f | 0x80);
            rest >>= 7;
        }
        out.writeByte((int) rest);
    }

    private void writeDigits(ByteBuf out, long value, int radix) {
        for (int i = bytes - 1; i >= 0; i--) {
            int digit = (int) (value / power(radix, i) % radix);
            out.writeByte(Character.toUpperCase(Character.forDigit(digit, radix)));
        }
    }

    private static long power(int base, int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= base;
        }
        return power;
    }
}
