package dev.trestle.bridge.json;

/**
 * The layout of the index: six ints a node.
 *
 * <pre>
 *   0 start      first byte of the value's text (strings: after the quote)
 *   1 end        one past its last byte (strings: the closing quote)
 *   2 shape      size &lt;&lt; 5 | whole &lt;&lt; 4 | plain &lt;&lt; 3 | kind
 *   3 parent     node, or -1
 *   4 next       the next sibling's node, or -1
 *   5 name       first byte of the member's name, negated when the name has escapes; 0 for a node that is no member
 * </pre>
 */
final class JsonTape {
    static final int STRIDE = 6;

    /** Kinds, as ordinals of {@link JsonDocument.Kind}. */
    static final int NULL = 0;

    static final int BOOLEAN = 1;
    static final int NUMBER = 2;
    static final int STRING = 3;
    static final int ARRAY = 4;
    static final int OBJECT = 5;

    /** A string without escapes. */
    static final int PLAIN = 1 << 3;

    /** A number without fraction and exponent. */
    static final int WHOLE = 1 << 4;

    /** One child more, added to the shape. */
    static final int ONE_CHILD = 1 << 5;

    private static final int KIND_MASK = 7;
    private static final int SIZE_SHIFT = 5;

    private JsonTape() {}

    static int start(int[] tape, int node) {
        return tape[node * STRIDE];
    }

    static int end(int[] tape, int node) {
        return tape[node * STRIDE + 1];
    }

    static int kind(int[] tape, int node) {
        return tape[node * STRIDE + 2] & KIND_MASK;
    }

    static boolean is(int[] tape, int node, int flag) {
        return (tape[node * STRIDE + 2] & flag) != 0;
    }

    static int size(int[] tape, int node) {
        return tape[node * STRIDE + 2] >>> SIZE_SHIFT;
    }

    static int parent(int[] tape, int node) {
        return tape[node * STRIDE + 3];
    }

    static int next(int[] tape, int node) {
        return tape[node * STRIDE + 4];
    }

    static int nameStart(int[] tape, int node) {
        return Math.abs(tape[node * STRIDE + 5]);
    }

    static boolean isNamePlain(int[] tape, int node) {
        return tape[node * STRIDE + 5] > 0;
    }
}
