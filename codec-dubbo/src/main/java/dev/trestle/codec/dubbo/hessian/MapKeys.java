package dev.trestle.codec.dubbo.hessian;

import java.util.Arrays;

/**
 * The keys one map has had so far, as 64-bit hashes of their text: 1 and "1" are two keys in Java and one name in JSON. Two keys
 * with one hash count as one; at 64 bits that does not happen by accident.
 */
final class MapKeys {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private static final int SMALL = 32;

    private long[] hashes = new long[SMALL];
    private int count;

    /** Adds a key; whether it is new. */
    boolean add(CharSequence key) {
        long hash = hash(key);
        int slot = find(hash);
        if (hashes[slot] != 0) {
            return false;
        }
        hashes[slot] = hash;
        if (++count * 2 > hashes.length) {
            grow();
        }
        return true;
    }

    /** For the next map. */
    void clear() {
        if (hashes.length > SMALL) {
            // One large map is no reason to sweep its table for every small one that follows.
            hashes = new long[SMALL];
        } else if (count > 0) {
            Arrays.fill(hashes, 0);
        }
        count = 0;
    }

    private int find(long hash) {
        int mask = hashes.length - 1;
        int slot = (int) (hash >>> 32) & mask;
        while (hashes[slot] != 0 && hashes[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = hashes;
        hashes = new long[old.length * 2];
        for (long hash : old) {
            if (hash != 0) {
                hashes[find(hash)] = hash;
            }
        }
    }

    private static long hash(CharSequence key) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * FNV_PRIME;
        }
        hash ^= hash >>> 29;
        hash *= 0xbf58476d1ce4e5b9L;
        return hash == 0 ? 1 : hash;
    }
}
