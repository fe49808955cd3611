package dev.trestle.bridge.json;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON value onto a buffer, commas and escapes included. Not thread safe; the buffer stays its caller's. Allocates
 * nothing but what the buffer needs to grow. Whether calls are balanced is checked only where assertions are on.
 *
 * <p>A {@code FailureException} with {@code REPLY_TOO_LARGE} ends a value that outgrows its options.
 */
public final class JsonWriter {
    /** A decimal with more digits than this is written with an exponent. */
    private static final int MAX_PLAIN_DIGITS = 1_000;

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] LONG_MIN = Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);
    private static final long[] POWERS = powers();

    private final ByteBuf out;
    private final boolean int64AsString;
    private final long limit;
    private @Nullable JsonNesting nesting;
    /** Whether a value came before at this level, so that the next one needs a comma. */
    private boolean follows;

    /** Writes after what {@code out} already holds. */
    public JsonWriter(ByteBuf out, JsonOptions options) {
        this.out = out;
        this.int64AsString = options.int64AsString();
        this.limit = (long) out.writerIndex() + options.maxBytes();
        assert (nesting = new JsonNesting()) != null;
    }

    /** Opens an object. */
    public void beginObject() {
        assert nesting == null || nesting.begin(true);
        next(1);
        out.writeByte('{');
        follows = false;
    }

    /** Closes the innermost object. */
    public void endObject() {
        assert nesting == null || nesting.end(true);
        reserve(1);
        out.writeByte('}');
        follows = true;
    }

    /** Opens an array. */
    public void beginArray() {
        assert nesting == null || nesting.begin(false);
        next(1);
        out.writeByte('[');
        follows = false;
    }

    /** Closes the innermost array. */
    public void endArray() {
        assert nesting == null || nesting.end(false);
        reserve(1);
        out.writeByte(']');
        follows = true;
    }

    /** The name of the next member. */
    public void name(CharSequence name) {
        assert nesting == null || nesting.name();
        next(name.length() + 3);
        JsonStrings.write(out, name, limit);
        reserve(1);
        out.writeByte(':');
        follows = false;
    }

    /** The name of the next member, made by {@link #encodeName} once and used many times. */
    public void name(byte[] encodedName) {
        assert nesting == null || nesting.name();
        next(encodedName.length);
        out.writeBytes(encodedName);
        follows = false;
    }

    /** The name of a member of a checked document, as written there. */
    public void name(JsonDocument document, int member) {
        assert nesting == null || nesting.name();
        int start = document.nameStart(member) - 1;
        int length = JsonText.closingQuote(document.bytes(), start + 1) + 1 - start;
        next(length + 1);
        out.writeBytes(document.bytes(), start, length);
        out.writeByte(':');
        follows = false;
    }

    /** Quoted, escaped, with its colon: for {@link #name(byte[])}. */
    public static byte[] encodeName(String name) {
        ByteBuf buffer = Unpooled.buffer(name.length() + 3);
        JsonStrings.write(buffer, name, Long.MAX_VALUE);
        buffer.writeByte(':');
        return ByteBufUtil.getBytes(buffer);
    }

    /** {@code null}. */
    public void nullValue() {
        word(NULL);
    }

    /** A boolean. */
    public void bool(boolean value) {
        word(value ? TRUE : FALSE);
    }

    /** A whole number that any reader keeps exact (at most 32 bits). */
    public void int32(int value) {
        value();
        next(1);
        digits(value);
        follows = true;
    }

    /** A 64-bit integer: a number, or a string when the options say so. */
    public void int64(long value) {
        value();
        next(1);
        if (int64AsString) {
            quote();
            digits(value);
            quote();
        } else {
            digits(value);
        }
        follows = true;
    }

    /** A 64-bit integer without sign, as {@link #int64}. */
    public void uint64(long value) {
        if (value >= 0) {
            int64(value);
        } else if (int64AsString) {
            string(Long.toUnsignedString(value));
        } else {
            ascii(Long.toUnsignedString(value));
        }
    }

    /** A double: the shortest digits that read back the same; NaN and infinities become the strings NaN, Infinity, -Infinity. */
    public void float64(double value) {
        if (Double.isFinite(value)) {
            ascii(Double.toString(value));
        } else {
            string(Double.toString(value));
        }
    }

    /** A float, as {@link #float64}: the shortest digits that read back as the same float. */
    public void float32(float value) {
        if (Float.isFinite(value)) {
            ascii(Float.toString(value));
        } else {
            string(Float.toString(value));
        }
    }

    /** A decimal, with its scale: {@code 1.10} stays {@code 1.10}; never in exponent form below 1 000 digits. */
    public void decimal(BigDecimal value) {
        long digits = value.scale() > 0
                ? Math.max(value.precision(), value.scale() + 1L)
                : (long) value.precision() - value.scale();
        ascii(digits < MAX_PLAIN_DIGITS ? value.toPlainString() : value.toString());
    }

    /**
     * A decimal whose ASCII text lies in {@code in}, as it stands there, if that is how {@link #decimal} would write it. Indices stay.
     *
     * @return whether it was written
     */
    public boolean plainDecimal(ByteBuf in, int index, int length) {
        if (length >= MAX_PLAIN_DIGITS || !PlainDecimal.is(in, index, length)) {
            return false;
        }
        value();
        next(length);
        out.writeBytes(in, index, length);
        follows = true;
        return true;
    }

    /** A string. Lone surrogates become U+FFFD. */
    public void string(CharSequence value) {
        value();
        next(value.length() + 2);
        JsonStrings.write(out, value, limit);
        follows = true;
    }

    /**
     * A string whose UTF-8 (or CESU-8) bytes lie in {@code in}; each byte that is not well formed becomes U+FFFD. Indices stay.
     */
    public void utf8(ByteBuf in, int index, int length) {
        value();
        next(length + 2);
        quote();
        JsonUtf8.write(out, in, index, length, limit);
        quote();
        follows = true;
    }

    /** Bytes as a base64 string, standard alphabet, padded. Indices stay. */
    public void base64(ByteBuf in, int index, int length) {
        value();
        long encoded = (length + 2L) / 3 * 4 + 2;
        if (encoded > Integer.MAX_VALUE) {
            throw tooLarge(limit);
        }
        next((int) encoded);
        quote();
        JsonBase64.write(out, in, index, length);
        quote();
        follows = true;
    }

    /** A value of a checked document, as written there. */
    public void copy(JsonDocument document, int node) {
        int quote = document.kind(node) == JsonDocument.Kind.STRING ? 1 : 0;
        int start = document.start(node) - quote;
        raw(document.bytes(), start, document.end(node) + quote - start);
    }

    private void word(byte[] word) {
        raw(word, 0, word.length);
    }

    private void raw(byte[] bytes, int start, int length) {
        value();
        next(length);
        out.writeBytes(bytes, start, length);
        follows = true;
    }

    private void ascii(String text) {
        value();
        next(text.length());
        out.writeCharSequence(text, StandardCharsets.US_ASCII);
        follows = true;
    }

    /** Two decimal digits at a time, from the last to the first. */
    private void digits(long value) {
        if (value == Long.MIN_VALUE) {
            reserve(LONG_MIN.length);
            out.writeBytes(LONG_MIN);
            return;
        }
        long rest = Math.abs(value);
        int count = 1;
        while (count < POWERS.length && rest >= POWERS[count]) {
            count++;
        }
        int sign = value < 0 ? 1 : 0;
        reserve(count + sign);
        int first = out.writerIndex();
        int at = first + count + sign;
        out.writerIndex(at);
        while (rest >= 10) {
            long quotient = rest / 100;
            int pair = (int) (rest - quotient * 100);
            at -= 2;
            out.setShort(at, ('0' + pair / 10) << 8 | '0' + pair % 10);
            rest = quotient;
        }
        if (at > first + sign) {
            out.setByte(--at, (int) ('0' + rest));
        }
        if (sign != 0) {
            out.setByte(first, '-');
        }
    }

    private static long[] powers() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    private void quote() {
        reserve(1);
        out.writeByte('"');
    }

    private void value() {
        assert nesting == null || nesting.value();
    }

    /** The comma, if one is due, and room for at least {@code length} bytes more. */
    private void next(int length) {
        if (follows) {
            reserve(length + 1L);
            out.writeByte(',');
        } else {
            reserve(length);
        }
    }

    private void reserve(long length) {
        reserve(out, length, limit);
    }

    /** Room for {@code length} bytes more, within the limit. */
    static void reserve(ByteBuf out, long length, long limit) {
        if (out.writerIndex() + length > limit) {
            throw tooLarge(limit);
        }
        if (length > out.writableBytes()) {
            out.ensureWritable((int) length);
        }
    }

    private static FailureException tooLarge(long limit) {
        return new FailureException(
                Failure.REPLY_TOO_LARGE,
                "the reply as JSON is too large (expected: it ends within " + limit + " bytes)");
    }
}
