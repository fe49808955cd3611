package dev.trestle.bridge.json;

import java.util.Arrays;

/** The index of a document: six ints a node, in document order. Grows while it is parsed. */
final class JsonTape {
    private static final JsonDocument.Kind[] KINDS = JsonDocument.Kind.values();
    private static final int WIDTH = 6;
    private static final int KIND_SIZE = 0;
    private static final int START = 1;
    private static final int END = 2;
    private static final int AFTER = 3;
    private static final int PARENT = 4;
    private static final int NAME = 5;

    private int[] cells;
    private int nodes;

    JsonTape(int bytes) {
        cells = new int[WIDTH * Math.max(4, Math.min(bytes / 8, 1024))];
    }

    @SuppressWarnings("EnumOrdinal") // never leaves this class
    int add(JsonDocument.Kind kind, int parent, int nameStart, int start) {
        int at = nodes * WIDTH;
        if (at == cells.length) {
            cells = Arrays.copyOf(cells, cells.length * 2);
        }
        cells[at + KIND_SIZE] = kind.ordinal();
        cells[at + START] = start;
        cells[at + PARENT] = parent;
        cells[at + NAME] = nameStart;
        return nodes++;
    }

    void close(int node, int end) {
        cells[node * WIDTH + END] = end;
        cells[node * WIDTH + AFTER] = nodes;
    }

    void addChild(int node) {
        cells[node * WIDTH + KIND_SIZE] += 1 << 3;
    }

    JsonDocument.Kind kind(int node) {
        return KINDS[cells[node * WIDTH + KIND_SIZE] & 7];
    }

    int size(int node) {
        return cells[node * WIDTH + KIND_SIZE] >>> 3;
    }

    int start(int node) {
        return cells[node * WIDTH + START];
    }

    int end(int node) {
        return cells[node * WIDTH + END];
    }

    /** The node after this one and everything in it. */
    int after(int node) {
        return cells[node * WIDTH + AFTER];
    }

    int parent(int node) {
        return cells[node * WIDTH + PARENT];
    }

    int nameStart(int node) {
        return cells[node * WIDTH + NAME];
    }
}
