package dev.trestle.bridge.json;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.math.BigDecimal;

/**
 * Writes one JSON value onto a buffer, commas and escapes included. Not thread safe; the buffer stays its caller's.
 *
 * <p>A {@code FailureException} with {@code REPLY_TOO_LARGE} ends a value that outgrows its options.
 */
public final class JsonWriter {
    private static final int MAX_PLAIN_DIGITS = 1_000;

    private final ByteBuf out;
    private final JsonOptions options;
    private final int limit;
    private boolean comma;

    /** Writes after what {@code out} already holds. */
    public JsonWriter(ByteBuf out, JsonOptions options) {
        this.out = out;
        this.options = options;
        this.limit = (int) Math.min(Integer.MAX_VALUE, (long) out.writerIndex() + options.maxBytes());
    }

    /** Opens an object. */
    public void beginObject() {
        separate();
        out.writeByte('{');
        comma = false;
    }

    /** Closes the innermost object. */
    public void endObject() {
        out.writeByte('}');
        comma = true;
    }

    /** Opens an array. */
    public void beginArray() {
        separate();
        out.writeByte('[');
        comma = false;
    }

    /** Closes the innermost array. */
    public void endArray() {
        out.writeByte(']');
        comma = true;
    }

    /** The name of the next member. */
    public void name(CharSequence name) {
        separate();
        quoted(name);
        out.writeByte(':');
        comma = false;
    }

    /** The name of the next member, made by {@link #encodeName} once and used many times. */
    public void name(byte[] encodedName) {
        separate();
        out.writeBytes(encodedName);
        comma = false;
    }

    /** Quoted, escaped, with its colon: for {@link #name(byte[])}. */
    public static byte[] encodeName(String name) {
        ByteBuf buffer = Unpooled.buffer(name.length() + 3);
        new JsonWriter(buffer, JsonOptions.DEFAULT).name(name);
        return ByteBufUtil.getBytes(buffer);
    }

    /** {@code null}. */
    public void nullValue() {
        separate();
        ByteBufUtil.writeAscii(out, "null");
    }

    /** A boolean. */
    public void bool(boolean value) {
        separate();
        ByteBufUtil.writeAscii(out, value ? "true" : "false");
    }

    /** A whole number that any reader keeps exact (at most 32 bits). */
    public void int32(int value) {
        separate();
        JsonDigits.write(out, value);
    }

    /** A 64-bit integer: a number, or a string when the options say so. */
    public void int64(long value) {
        separate();
        if (options.int64AsString()) {
            out.writeByte('"');
            JsonDigits.write(out, value);
            out.writeByte('"');
        } else {
            JsonDigits.write(out, value);
        }
    }

    /** A double: the shortest digits that read back the same; NaN and infinities become the strings NaN, Infinity, -Infinity. */
    public void float64(double value) {
        separate();
        if (Double.isFinite(value)) {
            ByteBufUtil.writeAscii(out, Double.toString(value));
        } else {
            out.writeByte('"');
            ByteBufUtil.writeAscii(out, Double.toString(value));
            out.writeByte('"');
        }
    }

    /** A decimal, with its scale: {@code 1.10} stays {@code 1.10}; never in exponent form below 1 000 digits. */
    public void decimal(BigDecimal value) {
        separate();
        long digits = Math.max(value.precision(), Math.abs((long) value.scale()));
        ByteBufUtil.writeAscii(out, digits < MAX_PLAIN_DIGITS ? value.toPlainString() : value.toString());
    }

    /** A string. Lone surrogates become U+FFFD. */
    public void string(CharSequence value) {
        separate();
        quoted(value);
    }

    /** A string whose UTF-8 (or CESU-8) bytes lie in {@code in}; what is not well formed becomes U+FFFD. Indices stay. */
    public void utf8(ByteBuf in, int index, int length) {
        separate(length);
        out.writeByte('"');
        int plain = index;
        int end = index + length;
        int at = index;
        while (at < end) {
            byte b = in.getByte(at);
            if (b >= 0x20 && b != '"' && b != '\\') {
                at++;
                continue;
            }
            out.writeBytes(in, plain, at - plain);
            at += b >= 0 ? escape(b) : JsonUtf8.copy(in, at, end, out);
            plain = at;
        }
        out.writeBytes(in, plain, end - plain);
        out.writeByte('"');
    }

    /** Bytes as a base64 string, standard alphabet, padded. Indices stay. */
    public void base64(ByteBuf in, int index, int length) {
        separate(length);
        out.writeByte('"');
        byte[] raw = new byte[length];
        in.getBytes(index, raw);
        out.writeBytes(java.util.Base64.getEncoder().encode(raw));
        out.writeByte('"');
    }

    /** A value of a checked document, as written there. */
    public void copy(JsonDocument document, int node) {
        int start = document.start(node);
        int end = document.end(node);
        boolean quoted = document.kind(node) == JsonDocument.Kind.STRING;
        separate(end - start);
        out.writeBytes(document.bytes(), quoted ? start - 1 : start, end - start + (quoted ? 2 : 0));
    }

    private void separate() {
        separate(0);
    }

    private void separate(int coming) {
        if (comma) {
            out.writeByte(',');
        }
        comma = true;
        if ((long) out.writerIndex() + coming > limit) {
            throw new FailureException(
                    Failure.REPLY_TOO_LARGE, "the reply is larger than " + options.maxBytes() + " bytes");
        }
    }

    private void quoted(CharSequence text) {
        out.writeByte('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if (c >= 0x20 && c != '"' && c != '\\') {
                    out.writeByte(c);
                } else {
                    int unused = escape((byte) c);
                }
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                JsonUtf8.write(out, Character.toCodePoint(c, text.charAt(++i)));
            } else {
                JsonUtf8.write(out, Character.isSurrogate(c) ? JsonUtf8.REPLACEMENT : c);
            }
        }
        out.writeByte('"');
    }

    /** Writes a character that needs an escape; returns 1, the bytes it came from. */
    private int escape(byte c) {
        out.writeByte('\\');
        switch (c) {
            case '"', '\\' -> out.writeByte(c);
            case '\n' -> out.writeByte('n');
            case '\r' -> out.writeByte('r');
            case '\t' -> out.writeByte('t');
            case '\b' -> out.writeByte('b');
            case '\f' -> out.writeByte('f');
            default -> {
                ByteBufUtil.writeAscii(out, "u00");
                out.writeByte(Character.forDigit(c >> 4, 16));
                out.writeByte(Character.forDigit(c & 15, 16));
            }
        }
        return 1;
    }
}
