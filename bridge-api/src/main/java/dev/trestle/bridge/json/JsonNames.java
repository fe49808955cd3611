package dev.trestle.bridge.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds names that stand twice in an object. Few names are compared with each other. Many are hashed and sorted, since comparing
 * all pairs would let a client turn a megabyte into minutes; the hash is a polynomial in a secret point, so that nobody can
 * choose names that collide.
 */
final class JsonNames {
    private static final int FEW = 16;

    /** 2^61 - 1, a prime: the hash counts modulo it. */
    private static final long PRIME = (1L << 61) - 1;

    private static final long POINT = ThreadLocalRandom.current().nextLong(1L << 32, PRIME);

    private JsonNames() {}

    /** The node of the later of two members with one name, or -1. */
    static int duplicate(byte[] bytes, int[] tape, int object) {
        int size = JsonTape.size(tape, object);
        if (size < 2) {
            return -1;
        }
        return size <= FEW ? amongFew(bytes, tape, object) : amongMany(bytes, tape, object, size);
    }

    private static int amongFew(byte[] bytes, int[] tape, int object) {
        for (int later = JsonTape.next(tape, object + 1); later >= 0; later = JsonTape.next(tape, later)) {
            for (int earlier = object + 1; earlier != later; earlier = JsonTape.next(tape, earlier)) {
                if (same(bytes, tape, earlier, later)) {
                    return later;
                }
            }
        }
        return -1;
    }

    private static int amongMany(byte[] bytes, int[] tape, int object, int size) {
        long[] keys = new long[size];
        int member = object + 1;
        for (int i = 0; i < size; i++) {
            keys[i] = hash(bytes, tape, member) << 32 | member;
            member = JsonTape.next(tape, member);
        }
        Arrays.sort(keys);
        for (int later = 1; later < size; later++) {
            for (int earlier = later - 1; earlier >= 0 && keys[earlier] >> 32 == keys[later] >> 32; earlier--) {
                if (same(bytes, tape, (int) keys[earlier], (int) keys[later])) {
                    return (int) keys[later];
                }
            }
        }
        return -1;
    }

    private static boolean same(byte[] bytes, int[] tape, int one, int other) {
        int a = JsonTape.nameStart(tape, one);
        int b = JsonTape.nameStart(tape, other);
        if (!JsonTape.isNamePlain(tape, one) || !JsonTape.isNamePlain(tape, other)) {
            return decode(bytes, a).equals(decode(bytes, b));
        }
        int i = 0;
        while (bytes[a + i] == bytes[b + i]) {
            if (bytes[a + i] == '"') {
                return true;
            }
            i++;
        }
        return false;
    }

    private static String decode(byte[] bytes, int start) {
        return JsonText.decode(bytes, start, JsonText.closingQuote(bytes, start));
    }

    private static long hash(byte[] bytes, int[] tape, int member) {
        int start = JsonTape.nameStart(tape, member);
        if (JsonTape.isNamePlain(tape, member)) {
            return hash(bytes, start, JsonText.closingQuote(bytes, start));
        }
        byte[] name = decode(bytes, start).getBytes(StandardCharsets.UTF_8);
        return hash(name, 0, name.length);
    }

    private static long hash(byte[] bytes, int start, int end) {
        long hash = 1;
        for (int i = start; i < end; i++) {
            // hash * POINT + byte, modulo 2^61 - 1
            long high = Math.multiplyHigh(hash, POINT);
            long low = hash * POINT;
            long sum = (low & PRIME) + (high << 3 | low >>> 61) + (bytes[i] & 0xFF);
            sum = (sum & PRIME) + (sum >>> 61);
            hash = sum >= PRIME ? sum - PRIME : sum;
        }
        return hash;
    }
}
