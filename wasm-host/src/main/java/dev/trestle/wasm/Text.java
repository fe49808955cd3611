package dev.trestle.wasm;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text of HTTP, where a character is a byte, and the bytes a guest sees of it. */
final class Text {
    /** Up to here a loop is cheaper than an array. */
    private static final int SHORT = 24;

    private static final int MAX_ASCII = 0x7F;

    private Text() {}

    /**
     * The bytes of a field. Those which are no UTF-8 are shown as if they were Latin-1 text: some SDKs end their guest on any field
     * that is not UTF-8, and a client must not be able to do that.
     */
    static byte[] toGuest(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length == text.length()) {
            return utf8; // ASCII, as most fields are
        }
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return isUtf8(bytes) ? bytes : utf8;
    }

    /** Writes a text that is ASCII, a byte for each character. False for another: what is there then is of no use. */
    static boolean writeAscii(String text, byte[] bytes, int at) {
        int length = text.length();
        if (length > SHORT) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            System.arraycopy(utf8, 0, bytes, at, length);
            return utf8.length == length;
        }
        int all = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            bytes[at + i] = (byte) c;
            all |= c;
        }
        return all <= MAX_ASCII;
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
