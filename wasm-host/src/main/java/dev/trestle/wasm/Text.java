package dev.trestle.wasm;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text of HTTP, where a character is a byte, and the bytes a guest sees of it. */
final class Text {
    private Text() {}

    /**
     * The bytes of a field. Those which are no UTF-8 are shown as if they were Latin-1 text: some SDKs end their guest on any field
     * that is not UTF-8, and a client must not be able to do that.
     */
    static byte[] toGuest(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (byte b : bytes) {
            if (b < 0) {
                return isUtf8(bytes) ? bytes : text.getBytes(StandardCharsets.UTF_8);
            }
        }
        return bytes;
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
