package dev.trestle.bridge.json;

import io.netty.buffer.ByteBuf;
import java.math.BigDecimal;

/**
 * Writes one JSON value onto a buffer, commas and escapes included. Not thread safe; the buffer stays its caller's.
 *
 * <p>A {@code FailureException} with {@code REPLY_TOO_LARGE} ends a value that outgrows its options.
 */
public final class JsonWriter {
    /** Writes after what {@code out} already holds. */
    public JsonWriter(ByteBuf out, JsonOptions options) {}

    /** Opens an object. */
    public void beginObject() {
        throw new UnsupportedOperationException();
    }

    /** Closes the innermost object. */
    public void endObject() {
        throw new UnsupportedOperationException();
    }

    /** Opens an array. */
    public void beginArray() {
        throw new UnsupportedOperationException();
    }

    /** Closes the innermost array. */
    public void endArray() {
        throw new UnsupportedOperationException();
    }

    /** The name of the next member. */
    public void name(CharSequence name) {
        throw new UnsupportedOperationException();
    }

    /** The name of the next member, made by {@link #encodeName} once and used many times. */
    public void name(byte[] encodedName) {
        throw new UnsupportedOperationException();
    }

    /** Quoted, escaped, with its colon: for {@link #name(byte[])}. */
    public static byte[] encodeName(String name) {
        throw new UnsupportedOperationException();
    }

    /** {@code null}. */
    public void nullValue() {
        throw new UnsupportedOperationException();
    }

    /** A boolean. */
    public void bool(boolean value) {
        throw new UnsupportedOperationException();
    }

    /** A whole number that any reader keeps exact (at most 32 bits). */
    public void int32(int value) {
        throw new UnsupportedOperationException();
    }

    /** A 64-bit integer: a number, or a string when the options say so. */
    public void int64(long value) {
        throw new UnsupportedOperationException();
    }

    /** A double: the shortest digits that read back the same; NaN and infinities become the strings NaN, Infinity, -Infinity. */
    public void float64(double value) {
        throw new UnsupportedOperationException();
    }

    /** A decimal, with its scale: {@code 1.10} stays {@code 1.10}; never in exponent form below 1 000 digits. */
    public void decimal(BigDecimal value) {
        throw new UnsupportedOperationException();
    }

    /** A string. Lone surrogates become U+FFFD. */
    public void string(CharSequence value) {
        throw new UnsupportedOperationException();
    }

    /** A string whose UTF-8 (or CESU-8) bytes lie in {@code in}; what is not well formed becomes U+FFFD. Indices stay. */
    public void utf8(ByteBuf in, int index, int length) {
        throw new UnsupportedOperationException();
    }

    /** Bytes as a base64 string, standard alphabet, padded. Indices stay. */
    public void base64(ByteBuf in, int index, int length) {
        throw new UnsupportedOperationException();
    }

    /** A value of a checked document, as written there. */
    public void copy(JsonDocument document, int node) {
        throw new UnsupportedOperationException();
    }
}
