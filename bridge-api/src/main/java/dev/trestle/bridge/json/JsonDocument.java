package dev.trestle.bridge.json;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

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

    private final byte[] bytes;
    private final JsonTape tape;

    private JsonDocument(byte[] bytes, JsonTape tape) {
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
        return tape.kind(node);
    }

    /** The number of elements or members of an array or object; 0 for scalars. */
    public int size(int node) {
        return tape.size(node);
    }

    /** The first element's node, or the first member's value node; -1 when empty or a scalar. */
    public int firstChild(int node) {
        return tape.size(node) == 0 ? -1 : node + 1;
    }

    /** The next sibling of {@code node}, or -1. */
    public int nextSibling(int node) {
        int parent = tape.parent(node);
        int after = tape.after(node);
        return parent < 0 || after >= tape.after(parent) ? -1 : after;
    }

    /** The parent node, or -1 for the root. */
    public int parent(int node) {
        return tape.parent(node);
    }

    /** The member's name, decoded; the node is a direct child of an object. */
    public String name(int node) {
        int start = tape.nameStart(node);
        return decode(start, endOfString(start));
    }

    /** The value node of member {@code name} of an object, or -1. */
    public int member(int node, String name) {
        if (kind(node) != Kind.OBJECT) {
            return -1;
        }
        for (int child = firstChild(node); child >= 0; child = nextSibling(child)) {
            if (hasName(child, name)) {
                return child;
            }
        }
        return -1;
    }

    private boolean hasName(int node, String name) {
        int at = tape.nameStart(node);
        for (int i = 0; i < name.length(); i++, at++) {
            byte b = bytes[at];
            char c = name.charAt(i);
            if (b == '\\' || b < 0 || c >= 0x80) {
                return name(node).equals(name);
            }
            if (b != c) {
                return false;
            }
        }
        return bytes[at] == '"';
    }

    /** The decoded text of a string, or the characters of a number, {@code true}, {@code false} or {@code null} as written. */
    public String text(int node) {
        return kind(node) == Kind.STRING
                ? decode(start(node), end(node))
                : new String(bytes, start(node), end(node) - start(node), StandardCharsets.ISO_8859_1);
    }

    /** Whether a number is written as an integer (no fraction, no exponent) that fits 64 bits signed. */
    public boolean isInt64(int node) {
        int start = start(node);
        int end = end(node);
        if (kind(node) != Kind.NUMBER) {
            return false;
        }
        boolean negative = bytes[start] == '-';
        int digits = end - start - (negative ? 1 : 0);
        if (digits > 19) {
            return false;
        }
        long value = 0;
        for (int i = negative ? start + 1 : start; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            value = value * 10 - digit;
        }
        // 19 digits overflow a negated sum at most once, which turns it positive.
        return negative ? value <= 0 : value <= 0 && value != Long.MIN_VALUE;
    }

    /** The value of a number for which {@link #isInt64} holds; no allocation. */
    public long int64(int node) {
        int start = start(node);
        boolean negative = bytes[start] == '-';
        long value = 0;
        for (int i = negative ? start + 1 : start; i < end(node); i++) {
            value = value * 10 - (bytes[i] - '0');
        }
        return negative ? value : -value;
    }

    /** The first byte of a value's text in {@link #bytes()}: for strings the byte after the quote. */
    public int start(int node) {
        return tape.start(node);
    }

    /** One past the last byte of a value's text: for strings the closing quote. */
    public int end(int node) {
        return tape.end(node);
    }

    /** Whether a string contains no escape, so that its bytes are its UTF-8. */
    public boolean isPlain(int node) {
        for (int i = start(node); i < end(node); i++) {
            if (bytes[i] == '\\') {
                return false;
            }
        }
        return true;
    }

    /** The text itself. Not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    private int endOfString(int start) {
        return JsonText.endOfString(bytes, start);
    }

    private String decode(int start, int end) {
        return JsonText.decode(bytes, start, end);
    }
}
