package dev.trestle.codec.dubbo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Dubbo frames put together by hand. */
final class Frames {
    static final int REPLY = 0x02;

    private Frames() {}

    /** A frame of these flags, status and id, with the body in hex. */
    static byte[] of(int flags, int status, long id, String bodyHex) {
        byte[] body = HexFormat.of().parseHex(bodyHex.replace(" ", ""));
        return ByteBuffer.allocate(16 + body.length)
                .putShort((short) 0xdabb)
                .put((byte) flags)
                .put((byte) status)
                .putLong(id)
                .putInt(body.length)
                .put(body)
                .array();
    }

    /** A good reply to exchange {@code id}: its type, a value, attachments. */
    static byte[] value(long id, String valueHex) {
        return of(REPLY, 20, id, "94" + valueHex + "485a");
    }

    /** Text of at most 31 ASCII characters, as Hessian. */
    static String text(String ascii) {
        return HexFormat.of().toHexDigits((byte) ascii.length())
                + HexFormat.of().formatHex(ascii.getBytes(StandardCharsets.US_ASCII));
    }
}
