package dev.trestle.route;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A hash table from literal segments to nodes that is asked with a region of the path, so that no text is cut out. Immutable. */
final class SegmentTable {
    private final String[] keys;
    private final PathNode[] nodes;
    private final int mask;

    SegmentTable(Map<String, PathNode> children) {
        int capacity = Integer.highestOneBit(Math.max(2, children.size() * 2)) << 1;
        keys = new String[capacity];
        nodes = new PathNode[capacity];
        mask = capacity - 1;
        children.forEach((key, node) -> {
            int slot = spread(key.hashCode()) & mask;
            while (keys[slot] != null) {
                slot = slot + 1 & mask;
            }
            keys[slot] = key;
            nodes[slot] = node;
        });
    }

    /** The node of {@code text[start, end)}, or null. */
    @Nullable
    PathNode get(String text, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        for (int slot = spread(hash) & mask; keys[slot] != null; slot = slot + 1 & mask) {
            if (keys[slot].length() == end - start && text.startsWith(keys[slot], start)) {
                return nodes[slot];
            }
        }
        return null;
    }

    private static int spread(int hash) {
        return hash ^ hash >>> 16;
    }
}
