package dev.trestle.wasm;

import dev.trestle.filter.FieldMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The bytes of a property's value, by its type, as Envoy hands them to plugins: SDKs decode them so. */
public final class PropertyValue {
    private PropertyValue() {}

    /** Text, in UTF-8. */
    public static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** An integer, also a duration in nanoseconds or a time in nanoseconds since 1970: 8 bytes, little-endian. */
    public static byte[] of(long number) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
    }

    /** Yes or no: one byte. */
    public static byte[] of(boolean flag) {
        return new byte[] {(byte) (flag ? 1 : 0)};
    }

    /** A map, such as the headers of a request. */
    public static byte[] of(FieldMap fields) {
        return Pairs.encode(fields);
    }

    /** A map of texts, such as labels. */
    public static byte[] of(Map<String, String> texts) {
        return Pairs.encode(texts);
    }
}
