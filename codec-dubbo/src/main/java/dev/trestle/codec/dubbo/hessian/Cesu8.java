package dev.trestle.codec.dubbo.hessian;

import io.netty.buffer.ByteBuf;

/**
 * Hessian's text: every UTF-16 unit coded on its own, so that a character beyond the BMP takes six bytes. Real UTF-8 is read too.
 */
final class Cesu8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Cesu8() {}

    /** The text; what is not well formed becomes U+FFFD. */
    static String decode(ByteBuf in, int index, int length) {
        StringBuilder text = new StringBuilder(length);
        int at = index;
        int end = index + length;
        while (at < end) {
            int lead = in.getByte(at) & 0xff;
            int bytes = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
            text.appendCodePoint(at + bytes > end ? REPLACEMENT : codePoint(in, at, bytes));
            at += bytes;
        }
        return withoutLoneSurrogates(text);
    }

    private static int codePoint(ByteBuf in, int at, int bytes) {
        int lead = in.getByte(at) & 0xff;
        if (bytes == 1) {
            return lead;
        }
        int value = lead & (0x7f >> bytes);
        for (int i = 1; i < bytes; i++) {
            int more = in.getByte(at + i) & 0xff;
            if ((more & 0xc0) != 0x80) {
                return REPLACEMENT;
            }
            value = (value << 6) | (more & 0x3f);
        }
        return Character.isValidCodePoint(value) ? value : REPLACEMENT;
    }

    private static String withoutLoneSurrogates(StringBuilder text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (!Character.isSurrogate(unit)) {
                continue;
            }
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else {
                text.setCharAt(i, REPLACEMENT);
            }
        }
        return text.toString();
    }
}
