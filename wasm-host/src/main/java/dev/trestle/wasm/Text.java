package dev.trestle.wasm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text of HTTP, where a character is a byte, and the bytes a guest sees of it. */
final class Text {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Text() {}

    /**
     * The bytes of a field. Those which are no UTF-8 are shown as if they were Latin-1 text: some SDKs end their guest on any field
     * that is not UTF-8, and a client must not be able to do that.
     */
    static byte[] toGuest(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return isAscii(bytes) || isUtf8(bytes) ? bytes : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Eight bytes at a time: most fields are, and each is looked at. */
    private static boolean isAscii(byte[] bytes) {
        int at = 0;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            if (((long) LONGS.get(bytes, at) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; at < bytes.length; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }
}
