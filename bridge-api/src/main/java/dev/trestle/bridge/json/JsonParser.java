package dev.trestle.bridge.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Checks a text and builds its index in one pass, without recursion. Used once. */
final class JsonParser {
    private static final int NONE = -1;
    private static final int MOST_NODES = 1 << 27;

    private final byte[] bytes;
    private final JsonLimits limits;
    private final JsonScanner scanner;

    private int[] tape;
    private int nodes;
    private int depth;
    /** The open array or object, and its latest child. */
    private int open = NONE;

    private int latest = NONE;
    private int position;

    JsonParser(byte[] bytes, JsonLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
        this.scanner = new JsonScanner(bytes, limits);
        this.tape = new int[JsonTape.STRIDE * (8 + bytes.length / 16)];
    }

    int[] parse() {
        if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            throw JsonScanner.error(bytes, 0, "a byte order mark (expected: JSON)");
        }
        skipSpace();
        value(0);
        while (open != NONE) {
            afterValue();
        }
        if (position < bytes.length) {
            throw error(shown() + " after the end of the value (expected: nothing)");
        }
        return tape;
    }

    /** Reads a scalar or an opening bracket, with the space behind it; descends as long as values open. */
    private void value(int nameOfFirst) {
        int nameStart = nameOfFirst;
        while (true) {
            byte first = position < bytes.length ? bytes[position] : 0;
            if (first != '{' && first != '[') {
                scalar(first, nameStart);
                return;
            }
            begin(first == '{' ? JsonTape.OBJECT : JsonTape.ARRAY, nameStart);
            if (position < bytes.length && bytes[position] == (first == '{' ? '}' : ']')) {
                close();
                return;
            }
            nameStart = first == '{' ? memberName() : 0;
        }
    }

    private void begin(int kind, int nameStart) {
        if (++depth > limits.maxDepth()) {
            throw error("nested deeper than " + limits.maxDepth() + " levels");
        }
        open = add(kind, position, nameStart);
        latest = NONE;
        position++;
        skipSpace();
    }

    /** Behind a value inside an open array or object: a comma and the next value, or the closing bracket. */
    private void afterValue() {
        boolean object = JsonTape.kind(tape, open) == JsonTape.OBJECT;
        byte next = position < bytes.length ? bytes[position] : 0;
        if (next == ',') {
            position++;
            skipSpace();
            value(object ? memberName() : 0);
        } else if (next == (object ? '}' : ']')) {
            close();
        } else {
            throw error(shown() + " (expected: , or " + (object ? "}" : "]") + ")");
        }
    }

    private void close() {
        if (JsonTape.kind(tape, open) == JsonTape.OBJECT) {
            int twice = JsonNames.duplicate(bytes, tape, open);
            if (twice >= 0) {
                position = JsonTape.nameStart(tape, twice) - 1;
                throw error("a second " + abbreviate(nameOf(twice)) + " (expected: each name once in an object)");
            }
        }
        position++;
        tape[open * JsonTape.STRIDE + 1] = position;
        latest = open;
        open = JsonTape.parent(tape, open);
        depth--;
        skipSpace();
    }

    private int memberName() {
        if (position >= bytes.length || bytes[position] != '"') {
            throw error(shown() + " (expected: a name in double quotes)");
        }
        int nameStart = position + 1;
        position = scanner.string(nameStart) + 1;
        boolean escaped = scanner.escaped();
        skipSpace();
        if (position >= bytes.length || bytes[position] != ':') {
            throw error(shown() + " (expected: a colon)");
        }
        position++;
        skipSpace();
        return escaped ? -nameStart : nameStart;
    }

    private void scalar(byte first, int nameStart) {
        switch (first) {
            case '"' -> {
                int start = position + 1;
                int end = scanner.string(start);
                finish(JsonTape.STRING | (scanner.escaped() ? 0 : JsonTape.PLAIN), start, end, nameStart);
                position = end + 1;
            }
            case 't' -> word("true", JsonTape.BOOLEAN, nameStart);
            case 'f' -> word("false", JsonTape.BOOLEAN, nameStart);
            case 'n' -> word("null", JsonTape.NULL, nameStart);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                int end = scanner.number(position);
                finish(JsonTape.NUMBER | (scanner.whole() ? JsonTape.WHOLE : 0), position, end, nameStart);
                position = end;
            }
            default -> throw error(shown() + " (expected: a value)");
        }
        skipSpace();
    }

    private void word(String word, int kind, int nameStart) {
        for (int i = 0; i < word.length(); i++) {
            if (position + i >= bytes.length || bytes[position + i] != word.charAt(i)) {
                throw error(shown() + " (expected: a value)");
            }
        }
        finish(kind, position, position + word.length(), nameStart);
        position += word.length();
    }

    private void finish(int shape, int start, int end, int nameStart) {
        latest = add(shape, start, nameStart);
        tape[latest * JsonTape.STRIDE + 1] = end;
    }

    private int add(int shape, int start, int nameStart) {
        int node = nodes++;
        int at = node * JsonTape.STRIDE;
        if (at == tape.length) {
            if (at > MOST_NODES / 2 * JsonTape.STRIDE) {
                throw error("more than " + node + " values");
            }
            tape = Arrays.copyOf(tape, at * 2);
        }
        tape[at] = start;
        tape[at + 2] = shape;
        tape[at + 3] = open;
        tape[at + 4] = NONE;
        tape[at + 5] = nameStart;
        if (open != NONE) {
            tape[open * JsonTape.STRIDE + 2] += JsonTape.ONE_CHILD;
            if (latest != NONE) {
                tape[latest * JsonTape.STRIDE + 4] = node;
            }
        }
        return node;
    }

    private void skipSpace() {
        int i = position;
        while (i < bytes.length && bytes[i] <= ' ' && JsonScanner.isSpace(bytes[i])) {
            i++;
        }
        position = i;
    }

    private String nameOf(int node) {
        int start = JsonTape.nameStart(tape, node);
        return JsonText.decode(bytes, start, JsonText.closingQuote(bytes, start));
    }

    private static String abbreviate(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "...";
    }

    /** What stands at the position, for a message. */
    private String shown() {
        if (position >= bytes.length) {
            return "the text ends here";
        }
        byte b = bytes[position];
        if (b > ' ' && b < 0x7F) {
            int end = position;
            while (end < bytes.length && end < position + 16 && Character.isLetterOrDigit(bytes[end])) {
                end++;
            }
            return new String(bytes, position, Math.max(end - position, 1), StandardCharsets.US_ASCII);
        }
        return String.format("byte 0x%02X", b & 0xFF);
    }

    private JsonException error(String detail) {
        return JsonScanner.error(bytes, position, detail);
    }
}
