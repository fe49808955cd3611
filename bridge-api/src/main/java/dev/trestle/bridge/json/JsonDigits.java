package dev.trestle.bridge.json;

import io.netty.buffer.ByteBuf;

/** Whole numbers as digits, without a String in between. */
final class JsonDigits {
    private static final byte[] MIN = "-9223372036854775808".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private JsonDigits() {}

    static void write(ByteBuf out, long value) {
        if (value == Long.MIN_VALUE) {
            out.writeBytes(MIN);
            return;
        }
        long rest = value;
        if (rest < 0) {
            out.writeByte('-');
            rest = -rest;
        }
        int length = length(rest);
        int start = out.writerIndex();
        out.ensureWritable(length);
        for (int i = start + length - 1; i >= start; i--) {
            long quotient = rest / 10;
            out.setByte(i, (int) ('0' + rest - quotient * 10));
            rest = quotient;
        }
        out.writerIndex(start + length);
    }

    private static int length(long value) {
        int length = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            length++;
        }
        return length;
    }
}
