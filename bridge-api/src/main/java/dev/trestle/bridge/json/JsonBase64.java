package dev.trestle.bridge.json;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Base64 (RFC 4648, section 4), from a buffer to a buffer that has room for it. */
final class JsonBase64 {
    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);

    private JsonBase64() {}

    static void write(ByteBuf out, ByteBuf in, int index, int length) {
        int i = index;
        int end = index + length;
        for (; i + 3 <= end; i += 3) {
            out.writeInt(four(in.getUnsignedMedium(i)));
        }
        int rest = end - i;
        if (rest == 2) {
            out.writeInt(four(in.getUnsignedShort(i) << 8) & ~0xFF | '=');
        } else if (rest == 1) {
            out.writeInt(four(in.getUnsignedByte(i) << 16) & ~0xFFFF | '=' << 8 | '=');
        }
    }

    private static int four(int bits) {
        return ALPHABET[bits >> 18] << 24
                | ALPHABET[bits >> 12 & 63] << 16
                | ALPHABET[bits >> 6 & 63] << 8
                | ALPHABET[bits & 63];
    }
}
