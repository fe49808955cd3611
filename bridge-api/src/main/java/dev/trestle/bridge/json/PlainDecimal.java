package dev.trestle.bridge.json;

import io.netty.buffer.ByteBuf;

/** Recognizes a decimal that is written as {@code BigDecimal.toPlainString} writes it: most are, and need not be parsed. */
final class PlainDecimal {
    private PlainDecimal() {}

    /** Whether the bytes are such a decimal: no sign but a minus, no needless zero before the point, no exponent, no minus zero. */
    static boolean is(ByteBuf in, int index, int length) {
        int end = index + length;
        int first = length > 0 && in.getByte(index) == '-' ? index + 1 : index;
        int point = digitsEnd(in, first, end);
        if (point == first || point > first + 1 && in.getByte(first) == '0') {
            return false;
        }
        if (point < end && (in.getByte(point) != '.' || point + 1 == end || digitsEnd(in, point + 1, end) < end)) {
            return false;
        }
        return first == index || !isZero(in, first, end);
    }

    private static int digitsEnd(ByteBuf in, int from, int end) {
        int at = from;
        while (at < end && in.getByte(at) >= '0' && in.getByte(at) <= '9') {
            at++;
        }
        return at;
    }

    private static boolean isZero(ByteBuf in, int from, int end) {
        for (int at = from; at < end; at++) {
            if (in.getByte(at) > '0') {
                return false;
            }
        }
        return true;
    }
}
