package dev.trestle.bridge.json;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/**
 * A checked JSON text and the index over it: nodes are numbers, in document order; node 0 is the root. Nothing is decoded until
 * it is asked for, so numbers stay exact and unread values cost nothing. Strict RFC 8259: UTF-8 only, no byte order mark, no
 * duplicate keys, no lone surrogates, no trailing bytes. Immutable, owns a copy of the bytes, safe to share between threads.
 *
 * <p>The index takes 24 bytes a value: at the very worst, for {@code [0,0,0,...]}, 12 times the text.
 */
public final class JsonDocument {
    /** The kinds of JSON value. */
    public enum Kind {
        /** {@code null}. */
        NULL,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** A number. */
        NUMBER,
        /** A string. */
        STRING,
        /** An array. */
        ARRAY,
        /** An object. */
        OBJECT;

        private static final Kind[] ALL = values();
    }

    private final byte[] bytes;
    private final int[] tape;

    private JsonDocument(byte[] bytes, int[] tape) {
        this.bytes = bytes;
        this.tape = tape;
    }

    /**
     * Checks and indexes the readable bytes; the buffer is lent and its indices stay.
     *
     * @throws JsonException naming line and column
     */
    public static JsonDocument parse(ByteBuf text, JsonLimits limits) {
        return parse(ByteBufUtil.getBytes(text), limits);
    }

    /**
     * The same for bytes that are given away.
     *
     * @throws JsonException naming line and column
     */
    public static JsonDocument parse(byte[] text, JsonLimits limits) {
        return new JsonDocument(text, new JsonParser(text, limits).parse());
    }

    /** The kind of a node. */
    public Kind kind(int node) {
        return Kind.ALL[JsonTape.kind(tape, node)];
    }

    /** The number of elements or members of an array or object; 0 for scalars. */
    public int size(int node) {
        return JsonTape.size(tape, node);
    }

    /** The first element's node, or the first member's value node; -1 when empty or a scalar. */
    public int firstChild(int node) {
        return size(node) == 0 ? -1 : node + 1;
    }

    /** The next sibling of {@code node}, or -1. */
    public int nextSibling(int node) {
        return JsonTape.next(tape, node);
    }

    /** The parent node, or -1 for the root. */
    public int parent(int node) {
        return JsonTape.parent(tape, node);
    }

    /** The member's name, decoded; the node is a direct child of an object. */
    public String name(int node) {
        int start = JsonTape.nameStart(tape, node);
        if (start == 0) {
            throw new IllegalArgumentException("node: " + node + " (expected: a member of an object)");
        }
        return JsonText.decode(bytes, start, JsonText.closingQuote(bytes, start));
    }

    /** Whether a member has this name; the node is a direct child of an object. No allocation for ASCII names. */
    public boolean isNamed(int node, String name) {
        return JsonText.equals(bytes, JsonTape.nameStart(tape, node), name);
    }

    /** The first byte of a member's name in {@link #bytes()}, behind its quote; the node is a direct child of an object. */
    int nameStart(int node) {
        return JsonTape.nameStart(tape, node);
    }

    /** The value node of member {@code name} of an object, or -1. */
    public int member(int node, String name) {
        if (JsonTape.kind(tape, node) != JsonTape.OBJECT) {
            return -1;
        }
        for (int child = firstChild(node); child >= 0; child = JsonTape.next(tape, child)) {
            if (isNamed(child, name)) {
                return child;
            }
        }
        return -1;
    }

    /** The decoded text of a string, or the characters of a number, {@code true}, {@code false} or {@code null} as written. */
    public String text(int node) {
        return JsonTape.kind(tape, node) == JsonTape.STRING && !isPlain(node)
                ? JsonText.decode(bytes, start(node), end(node))
                : new String(bytes, start(node), end(node) - start(node), StandardCharsets.UTF_8);
    }

    /** Whether a number is written as an integer (no fraction, no exponent) that fits 64 bits signed. */
    public boolean isInt64(int node) {
        return JsonTape.is(tape, node, JsonTape.WHOLE) && JsonText.fitsInt64(bytes, start(node), end(node));
    }

    /** The value of a number for which {@link #isInt64} holds; no allocation. */
    public long int64(int node) {
        return JsonText.int64(bytes, start(node), end(node));
    }

    /** The first byte of a value's text in {@link #bytes()}: for strings the byte after the quote. */
    public int start(int node) {
        return JsonTape.start(tape, node);
    }

    /** One past the last byte of a value's text: for strings the closing quote. */
    public int end(int node) {
        return JsonTape.end(tape, node);
    }

    /** Whether a string contains no escape, so that its bytes are its UTF-8. */
    public boolean isPlain(int node) {
        return JsonTape.is(tape, node, JsonTape.PLAIN);
    }

    /** The text itself. Not to be changed. */
    public byte[] bytes() {
        return bytes;
    }
}
