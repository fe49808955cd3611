package dev.trestle.bridge.json;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A strict parser (RFC 8259) that fills a {@link JsonTape}. A loop over open containers, no recursion, so depth costs no stack.
 * One use.
 */
final class JsonParser {
    private static final int MANY_KEYS = 16;

    private final byte[] text;
    private final JsonLimits limits;
    private final JsonTape tape;
    private int at;
    private int depth;

    JsonParser(byte[] text, JsonLimits limits) {
        this.text = text;
        this.limits = limits;
        this.tape = new JsonTape(text.length);
    }

    JsonTape parse() {
        space();
        int open = value(-1, -1);
        while (open >= 0) {
            open = tape.kind(open) == JsonDocument.Kind.OBJECT ? inObject(open) : inArray(open);
        }
        space();
        if (at < text.length) {
            throw error("text after the value (expected: one value)");
        }
        return tape;
    }

    /** In an array after its bracket or an element: the next open container. */
    private int inArray(int array) {
        space();
        boolean first = tape.size(array) == 0;
        if (peek() == ']') {
            return closed(array);
        }
        if (!first) {
            expect(',');
            space();
        }
        tape.addChild(array);
        int opened = value(array, -1);
        return opened >= 0 ? opened : array;
    }

    private int inObject(int object) {
        space();
        if (peek() == '}') {
            checkManyKeys(object);
            return closed(object);
        }
        if (tape.size(object) > 0) {
            expect(',');
            space();
        }
        if (peek() != '"') {
            throw error(shown() + " (expected: a member name in quotes)");
        }
        int nameAt = at;
        at++;
        int name = at;
        string();
        checkFewKeys(object, name, nameAt);
        space();
        expect(':');
        space();
        tape.addChild(object);
        int opened = value(object, name);
        return opened >= 0 ? opened : object;
    }

    private int closed(int container) {
        at++;
        depth--;
        tape.close(container, at);
        return tape.parent(container);
    }

    /** One value: a scalar is done at once (-1), a container comes back open. */
    private int value(int parent, int name) {
        int c = peek();
        return switch (c) {
            case '{' -> open(JsonDocument.Kind.OBJECT, parent, name);
            case '[' -> open(JsonDocument.Kind.ARRAY, parent, name);
            case '"' -> {
                at++;
                int node = tape.add(JsonDocument.Kind.STRING, parent, name, at);
                string();
                tape.close(node, at - 1);
                yield -1;
            }
            case 't' -> word("true", JsonDocument.Kind.BOOLEAN, parent, name);
            case 'f' -> word("false", JsonDocument.Kind.BOOLEAN, parent, name);
            case 'n' -> word("null", JsonDocument.Kind.NULL, parent, name);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                int node = tape.add(JsonDocument.Kind.NUMBER, parent, name, at);
                number();
                tape.close(node, at);
                yield -1;
            }
            default -> throw error(shown() + " (expected: a value)");
        };
    }

    private int open(JsonDocument.Kind kind, int parent, int name) {
        if (++depth > limits.maxDepth()) {
            throw error("nested deeper than " + limits.maxDepth());
        }
        int node = tape.add(kind, parent, name, at);
        at++;
        return node;
    }

    private int word(String word, JsonDocument.Kind kind, int parent, int name) {
        int node = tape.add(kind, parent, name, at);
        for (int i = 0; i < word.length(); i++, at++) {
            if (peek() != word.charAt(i)) {
                throw error(shown() + " (expected: " + word + ")");
            }
        }
        tape.close(node, at);
        return -1;
    }

    private void number() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        int next = peek();
        if (next >= '0' && next <= '9') {
            throw error("a number with a leading zero");
        }
        if (at - start > limits.maxNumberDigits()) {
            throw error(
                    "a number of " + (at - start) + " characters (expected: at most " + limits.maxNumberDigits() + ")");
        }
    }

    private void digits() {
        int start = at;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw error(shown() + " (expected: a digit)");
        }
    }

    /** From the first character to behind the closing quote. */
    private void string() {
        while (true) {
            if (at >= text.length) {
                throw error("the text ends inside a string");
            }
            byte b = text[at];
            if (b == '"') {
                at++;
                return;
            }
            if (b == '\\') {
                escape();
            } else if (b >= 0x20) {
                at++;
            } else if (b >= 0) {
                throw error("a control character in a string (expected: an escape)");
            } else {
                at += utf8();
            }
        }
    }

    private void escape() {
        int kind = at + 1 < text.length ? text[at + 1] : -1;
        if (kind != 'u') {
            if (kind < 0 || "\"\\/bfnrt".indexOf(kind) < 0) {
                throw error("an unknown escape");
            }
            at += 2;
            return;
        }
        int unit = JsonText.hex4(text, at + 2);
        if (unit < 0) {
            throw error("\\u without four hex digits");
        }
        if (Character.isLowSurrogate((char) unit)) {
            throw error("a lone surrogate");
        }
        if (Character.isHighSurrogate((char) unit)) {
            boolean escaped = at + 7 < text.length && text[at + 6] == '\\' && text[at + 7] == 'u';
            int low = escaped ? JsonText.hex4(text, at + 8) : -1;
            if (low < 0 || !Character.isLowSurrogate((char) low)) {
                throw error("a lone surrogate");
            }
            at += 6;
        }
        at += 6;
    }

    /** The length of the well-formed UTF-8 sequence at {@code at} (Unicode 16, table 3-7). */
    private int utf8() {
        int lead = text[at] & 0xff;
        int length = lead >= 0xc2 && lead <= 0xdf
                ? 2
                : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
        if (length == 0 || at + length > text.length) {
            throw error("not UTF-8");
        }
        int second = text[at + 1] & 0xff;
        int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        boolean good = second >= low && second <= high;
        for (int i = 2; i < length; i++) {
            good &= (text[at + i] & 0xc0) == 0x80;
        }
        if (!good) {
            throw error("not UTF-8");
        }
        return length;
    }

    /** Few keys are compared one by one; many are checked when the object closes, with a set. */
    private void checkFewKeys(int object, int name, int nameAt) {
        int size = tape.size(object);
        if (size >= MANY_KEYS) {
            return;
        }
        int end = at - 1;
        int child = object + 1;
        for (int i = 0; i < size; i++) {
            int other = tape.nameStart(child);
            if (sameName(other, JsonText.endOfString(text, other), name, end)) {
                at = nameAt;
                throw error("the name " + JsonText.decode(text, name, end) + " twice in one object");
            }
            child = tape.after(child);
        }
    }

    private boolean sameName(int a, int aEnd, int b, int bEnd) {
        if (Arrays.equals(text, a, aEnd, text, b, bEnd)) {
            return true;
        }
        boolean escaped = hasEscape(a, aEnd) || hasEscape(b, bEnd);
        return escaped && JsonText.decode(text, a, aEnd).equals(JsonText.decode(text, b, bEnd));
    }

    private boolean hasEscape(int start, int end) {
        for (int i = start; i < end; i++) {
            if (text[i] == '\\') {
                return true;
            }
        }
        return false;
    }

    private void checkManyKeys(int object) {
        int size = tape.size(object);
        if (size <= MANY_KEYS) {
            return;
        }
        Set<String> names = new HashSet<>(size * 2);
        int child = object + 1;
        for (int i = 0; i < size; i++) {
            int start = tape.nameStart(child);
            String name = JsonText.decode(text, start, JsonText.endOfString(text, start));
            if (!names.add(name)) {
                at = start - 1;
                throw error("the name " + name + " twice in one object");
            }
            child = tape.after(child);
        }
    }

    private void space() {
        while (at < text.length) {
            byte b = text[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return;
            }
            at++;
        }
    }

    private int peek() {
        return at < text.length ? text[at] : -1;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw error(shown() + " (expected: " + c + ")");
        }
        at++;
    }

    private String shown() {
        int c = peek();
        return at >= text.length ? "the text ends" : c > ' ' && c < 0x7f ? "" + (char) c : "byte " + (c & 0xff);
    }

    private JsonException error(String what) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(at, text.length); i++) {
            boolean newline = text[i] == '\n';
            line += newline ? 1 : 0;
            column = newline ? 1 : column + ((text[i] & 0xc0) == 0x80 ? 0 : 1);
        }
        return new JsonException("line " + line + ", column " + column + ": " + what);
    }
}
