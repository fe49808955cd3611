package dev.trestle.codec.raw;

import dev.trestle.bridge.json.JsonOptions;
import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.mapping.ArgumentErrors;
import dev.trestle.bridge.mapping.Coerce;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.bridge.settings.SettingException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The type of a header field: fixed width, integers of up to 64 bits, text padded with spaces, or bytes. Immutable.
 *
 * @param width in bytes
 */
record FieldType(Kind kind, int width, Order order) {
    private static final Pattern INTEGER = Pattern.compile("([ui])(8|16|32|64)(le)?");
    private static final Pattern SIZED = Pattern.compile("(text|bytes)\\((\\d{1,4})\\)");
    private static final int MAX_WIDTH = 1024;
    private static final BigInteger MAX_U64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    enum Kind {
        UNSIGNED,
        SIGNED,
        TEXT,
        BYTES
    }

    enum Order {
        BIG,
        LITTLE
    }

    /** The type that {@code text} names; a {@link SettingException} for the key {@code type} otherwise. */
    static FieldType parse(String text) {
        Matcher integer = INTEGER.matcher(text);
        if (integer.matches()) {
            Kind kind = integer.group(1).equals("u") ? Kind.UNSIGNED : Kind.SIGNED;
            Order order = integer.group(3) == null ? Order.BIG : Order.LITTLE;
            return new FieldType(kind, Integer.parseInt(integer.group(2)) / Byte.SIZE, order);
        }
        Matcher sized = SIZED.matcher(text);
        int width = sized.matches() ? Integer.parseInt(sized.group(2)) : 0;
        if (width < 1 || width > MAX_WIDTH) {
            throw new SettingException(
                    "type",
                    text
                            + " (expected: u8, u16, u32, u64, i8, i16, i32, i64, any with le, text(1..1024) or bytes(1..1024))");
        }
        return new FieldType(sized.group(1).equals("text") ? Kind.TEXT : Kind.BYTES, width, Order.BIG);
    }

    /** As written, for people. */
    String shown() {
        String order = order() == Order.LITTLE ? "le" : "";
        return switch (kind) {
            case UNSIGNED -> "u" + width * Byte.SIZE + order;
            case SIGNED -> "i" + width * Byte.SIZE + order;
            case TEXT -> "text(" + width + ")";
            case BYTES -> "bytes(" + width + ")";
        };
    }

    /** The field at {@code index}, for people. */
    String shown(ByteBuf in, int index) {
        ByteBuf json = Unpooled.buffer();
        writeJson(in, index, new JsonWriter(json, JsonOptions.DEFAULT));
        return json.toString(StandardCharsets.UTF_8);
    }

    boolean isInteger() {
        return kind == Kind.UNSIGNED || kind == Kind.SIGNED;
    }

    /** The largest value that fits, as far as a long reaches. */
    long max() {
        int bits = width * Byte.SIZE - (kind == Kind.SIGNED ? 1 : 0);
        return bits >= Long.SIZE ? Long.MAX_VALUE : (1L << bits) - 1;
    }

    private long min() {
        return kind == Kind.SIGNED ? -max() - 1 : 0;
    }

    /** The bytes of a field that nobody sets. */
    byte[] empty() {
        byte[] bytes = new byte[width];
        Arrays.fill(bytes, (byte) (kind == Kind.TEXT ? ' ' : 0));
        return bytes;
    }

    /** The bytes of a written value; a {@link SettingException} for {@code key} if it does not fit. */
    byte[] constant(String key, String text) {
        byte[] bytes = empty();
        boolean fits = switch (kind) {
            case UNSIGNED, SIGNED -> integer(text, bytes);
            case TEXT -> text(text, bytes);
            case BYTES -> hex(text, bytes);
        };
        if (!fits) {
            throw new SettingException(key, text + " (expected: " + expected() + ")");
        }
        return bytes;
    }

    /** Writes a request's value; reports one that does not fit. */
    void put(byte[] into, int offset, Value value, ArgumentErrors errors) {
        if (isInteger() && max() < Long.MAX_VALUE || kind == Kind.SIGNED) {
            putInteger(into, offset, Coerce.integer(value, min(), max(), errors));
            return;
        }
        byte[] bytes = empty();
        boolean scalar = value.size() == 0 && value.kind().compareTo(Value.Kind.BOOLEAN) >= 0;
        boolean fits = scalar
                && switch (kind) {
                    case TEXT -> text(value.text(), bytes);
                    case BYTES -> hex(value.text(), bytes);
                    default -> integer(value.text(), bytes);
                };
        if (!fits && value.kind() != Value.Kind.ABSENT) {
            errors.add(value, "expected: " + expected());
        }
        System.arraycopy(bytes, 0, into, offset, width);
    }

    /** Writes an integer that fits. */
    void putInteger(byte[] into, int offset, long value) {
        for (int i = 0; i < width; i++) {
            int at = order == Order.LITTLE ? i : width - 1 - i;
            into[offset + at] = (byte) (value >> (Byte.SIZE * i));
        }
    }

    /** Reads an integer; an unsigned one of 64 bits may come out negative. */
    long readInteger(ByteBuf in, int index) {
        boolean little = order == Order.LITTLE;
        boolean unsigned = kind == Kind.UNSIGNED;
        return switch (width) {
            case 1 -> unsigned ? in.getUnsignedByte(index) : in.getByte(index);
            case 2 -> {
                int value = little ? in.getUnsignedShortLE(index) : in.getUnsignedShort(index);
                yield unsigned ? value : (short) value;
            }
            case 4 -> {
                int value = little ? in.getIntLE(index) : in.getInt(index);
                yield unsigned ? Integer.toUnsignedLong(value) : value;
            }
            default -> little ? in.getLongLE(index) : in.getLong(index);
        };
    }

    /** Why no field ever reads {@code text}; null if one can: a number has one way to be written, and text no padding. */
    @Nullable
    String wrongAsShown(String text) {
        try {
            ByteBuf field = Unpooled.wrappedBuffer(constant("", text));
            ByteBuf json = Unpooled.buffer();
            writeJson(field, 0, new JsonWriter(json, JsonOptions.DEFAULT));
            String shown = json.toString(StandardCharsets.UTF_8);
            String plain = isInteger() ? shown : shown.substring(1, shown.length() - 1);
            return plain.equals(text) || kind == Kind.TEXT && text.equals(text.stripTrailing())
                    ? null
                    : "expected: " + plain + ", as the field is read";
        } catch (SettingException wrong) {
            return "expected: " + expected();
        }
    }

    /** Writes the field at {@code index} as JSON: a number, text without its padding, or hex. */
    void writeJson(ByteBuf in, int index, JsonWriter json) {
        switch (kind) {
            case TEXT ->
                json.string(
                        in.toString(index, width, StandardCharsets.ISO_8859_1).stripTrailing());
            case BYTES -> json.string(ByteBufUtil.hexDump(in, index, width));
            case SIGNED, UNSIGNED -> {
                long value = readInteger(in, index);
                if (kind == Kind.UNSIGNED && value < 0) {
                    json.decimal(new BigDecimal(Long.toUnsignedString(value)));
                } else {
                    json.int64(value);
                }
            }
        }
    }

    private String expected() {
        return switch (kind) {
            case UNSIGNED -> "a whole number in 0.." + (width == Long.BYTES ? MAX_U64 : max());
            case SIGNED -> "a whole number in " + min() + ".." + max();
            case TEXT -> "Latin-1 text of at most " + width + " bytes";
            case BYTES -> width + " bytes in hex";
        };
    }

    private boolean integer(String text, byte[] into) {
        try {
            boolean hex = text.startsWith("0x");
            BigInteger value = new BigInteger(hex ? text.substring(2) : text, hex ? 16 : 10);
            BigInteger least = BigInteger.valueOf(min());
            BigInteger most = kind == Kind.UNSIGNED && width == Long.BYTES ? MAX_U64 : BigInteger.valueOf(max());
            putInteger(into, 0, value.longValue());
            return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }

    private boolean text(String text, byte[] into) {
        if (text.length() > width || text.chars().anyMatch(c -> c > 0xff)) {
            return false;
        }
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, into, 0, bytes.length);
        return true;
    }

    private boolean hex(String text, byte[] into) {
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        if (digits.length() != 2 * width) {
            return false;
        }
        try {
            System.arraycopy(HexFormat.of().parseHex(digits), 0, into, 0, width);
            return true;
        } catch (IllegalArgumentException noHex) {
            return false;
        }
    }
}
