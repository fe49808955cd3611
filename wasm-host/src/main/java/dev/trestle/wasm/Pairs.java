package dev.trestle.wasm;

import dev.trestle.filter.FieldMap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fields as they cross the border to a guest (proxy-wasm specification, "Serialization"; all numbers little-endian):
 *
 * <pre>
 *  | count u32 | count x ( name length u32 | value length u32 ) | name NUL value NUL ... |
 * </pre>
 */
final class Pairs {
    private static final int MAX_PAIRS = 1024;
    private static final int MAX_BYTES = 1 << 20;
    private static final byte[] NOTHING = {};
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Pairs() {}

    /** The bytes of {@code fields}; none for no fields. */
    static byte[] encode(FieldMap fields) {
        byte[] ascii = encodeAscii(fields);
        if (ascii != null) {
            return ascii;
        }
        byte[][] parts = new byte[2 * fields.size()][];
        for (int i = 0; i < fields.size(); i++) {
            parts[2 * i] = Text.toGuest(fields.name(i));
            parts[2 * i + 1] = Text.toGuest(fields.value(i));
        }
        return encode(parts);
    }

    /** As almost all are: written where they belong, without a copy of each text on the way. Null for others. */
    private static byte @Nullable [] encodeAscii(FieldMap fields) {
        int count = fields.size();
        if (count == 0) {
            return NOTHING;
        }
        int data = 4 + 8 * count;
        byte[] bytes = new byte[Math.toIntExact(data + fields.bytes() + 2L * count)];
        writeInt(bytes, 0, count);
        for (int i = 0; i < 2 * count; i++) {
            String text = i % 2 == 0 ? fields.name(i / 2) : fields.value(i / 2);
            if (!Text.writeAscii(text, bytes, data)) {
                return null;
            }
            writeInt(bytes, 4 + 4 * i, text.length());
            data += text.length() + 1;
        }
        return bytes;
    }

    /** The bytes of {@code texts}, in UTF-8 and the map's order; none for no texts. */
    static byte[] encode(Map<String, String> texts) {
        byte[][] parts = new byte[2 * texts.size()][];
        int next = 0;
        for (Map.Entry<String, String> each : texts.entrySet()) {
            parts[next++] = each.getKey().getBytes(StandardCharsets.UTF_8);
            parts[next++] = each.getValue().getBytes(StandardCharsets.UTF_8);
        }
        return encode(parts);
    }

    /** Of names and values in turn. */
    private static byte[] encode(byte[][] parts) {
        if (parts.length == 0) {
            return NOTHING;
        }
        int data = 4 + 4 * parts.length;
        int size = data;
        for (byte[] part : parts) {
            size += part.length + 1;
        }
        byte[] bytes = new byte[size];
        writeInt(bytes, 0, parts.length / 2);
        for (int i = 0; i < parts.length; i++) {
            writeInt(bytes, 4 + 4 * i, parts[i].length);
            System.arraycopy(parts[i], 0, bytes, data, parts[i].length);
            data += parts[i].length + 1;
        }
        return bytes;
    }

    /** The fields that {@code bytes} are, or null if they are none. No bytes at all, or a zero, are no fields. */
    static @Nullable FieldMap decode(byte[] bytes) {
        if (bytes.length == 0 || bytes.length == 1 && bytes[0] == 0) {
            return new FieldMap();
        }
        if (bytes.length < 4 || bytes.length > MAX_BYTES) {
            return null;
        }
        int count = readInt(bytes, 0);
        if (count < 0 || count > MAX_PAIRS || 4 + 8 * count > bytes.length) {
            return null;
        }
        FieldMap fields = new FieldMap();
        long at = 4 + 8L * count;
        for (int i = 0; i < count; i++) {
            long value = at + Integer.toUnsignedLong(readInt(bytes, 4 + 8 * i)) + 1;
            long next = value + Integer.toUnsignedLong(readInt(bytes, 8 + 8 * i)) + 1;
            if (next > bytes.length || bytes[(int) value - 1] != 0 || bytes[(int) next - 1] != 0) {
                return null;
            }
            fields.add(text(bytes, at, value), text(bytes, value, next));
            at = next;
        }
        return at == bytes.length ? fields : null;
    }

    private static String text(byte[] bytes, long from, long next) {
        return new String(bytes, (int) from, (int) (next - from - 1), StandardCharsets.ISO_8859_1);
    }

    static void writeInt(byte[] bytes, int at, int value) {
        INTS.set(bytes, at, value);
    }

    static int readInt(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }
}
