package dev.trestle.bridge.json;

import io.netty.buffer.ByteBuf;

/**
 * A checked JSON text and the index over it: nodes are numbers, in document order; node 0 is the root. Nothing is decoded until
 * it is asked for, so numbers stay exact and unread values cost nothing. Strict RFC 8259: UTF-8 only, no duplicate keys, no
 * trailing bytes. Immutable, owns a copy of the bytes, safe to share between threads.
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
        OBJECT
    }

    private JsonDocument() {}

    /**
     * Checks and indexes the readable bytes; the buffer is lent and its indices stay.
     *
     * @throws JsonException naming line and column
     */
    public static JsonDocument parse(ByteBuf text, JsonLimits limits) {
        throw new UnsupportedOperationException();
    }

    /** The kind of a node. */
    public Kind kind(int node) {
        throw new UnsupportedOperationException();
    }

    /** The number of elements or members of an array or object; 0 for scalars. */
    public int size(int node) {
        throw new UnsupportedOperationException();
    }

    /** The first element's node, or the first member's value node; -1 when empty or a scalar. */
    public int firstChild(int node) {
        throw new UnsupportedOperationException();
    }

    /** The next sibling of {@code node}, or -1. */
    public int nextSibling(int node) {
        throw new UnsupportedOperationException();
    }

    /** The parent node, or -1 for the root. */
    public int parent(int node) {
        throw new UnsupportedOperationException();
    }

    /** The member's name, decoded; the node is a direct child of an object. */
    public String name(int node) {
        throw new UnsupportedOperationException();
    }

    /** The value node of member {@code name} of an object, or -1. */
    public int member(int node, String name) {
        throw new UnsupportedOperationException();
    }

    /** The decoded text of a string, or the characters of a number, {@code true}, {@code false} or {@code null} as written. */
    public String text(int node) {
        throw new UnsupportedOperationException();
    }

    /** Whether a number is written as an integer (no fraction, no exponent) that fits 64 bits signed. */
    public boolean isInt64(int node) {
        throw new UnsupportedOperationException();
    }

    /** The value of a number for which {@link #isInt64} holds; no allocation. */
    public long int64(int node) {
        throw new UnsupportedOperationException();
    }

    /** The first byte of a value's text in {@link #bytes()}: for strings the byte after the quote. */
    public int start(int node) {
        throw new UnsupportedOperationException();
    }

    /** One past the last byte of a value's text: for strings the closing quote. */
    public int end(int node) {
        throw new UnsupportedOperationException();
    }

    /** Whether a string contains no escape, so that its bytes are its UTF-8. */
    public boolean isPlain(int node) {
        throw new UnsupportedOperationException();
    }

    /** The text itself. Not to be changed. */
    public byte[] bytes() {
        throw new UnsupportedOperationException();
    }
}
