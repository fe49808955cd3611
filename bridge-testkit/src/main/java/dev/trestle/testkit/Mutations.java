package dev.trestle.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Hostile bytes, the same in every run: noise, and samples with a few things wrong. Not thread safe. */
public final class Mutations {
    private static final int[] NASTY = {
        0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7fff, 0x80, 0xffff0000, 0x01000000
    };

    private final Random random;

    /** Mutations that follow from {@code seed} alone. */
    public Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** Noise, or one of {@code samples} with one to four mutations. */
    public byte[] next(List<byte[]> samples) {
        if (samples.isEmpty() || random.nextInt(4) == 0) {
            return noise();
        }
        byte[] bytes = samples.get(random.nextInt(samples.size()));
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes = mutate(bytes);
        }
        return bytes;
    }

    /** A whole number below {@code bound}. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    private byte[] noise() {
        byte[] bytes = new byte[1 + random.nextInt(random.nextInt(16) == 0 ? 600 : 48)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] mutate(byte[] sample) {
        if (sample.length == 0) {
            return noise();
        }
        int at = random.nextInt(Math.min(sample.length, random.nextBoolean() ? 24 : sample.length));
        byte[] bytes = sample.clone();
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] = (byte) random.nextInt();
            case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> putInt(bytes, at, NASTY[random.nextInt(NASTY.length)]);
            case 3 -> bytes = Arrays.copyOf(bytes, at);
            case 4 -> bytes = splice(bytes, at, at + 1 + random.nextInt(4), at);
            default -> bytes = splice(bytes, at, at, Math.min(bytes.length, at + 1 + random.nextInt(16)));
        }
        return bytes;
    }

    /** Without {@code from..to}, and with {@code from..repeatTo} once more. */
    private static byte[] splice(byte[] bytes, int from, int to, int repeatTo) {
        int end = Math.min(to, bytes.length);
        int repeated = repeatTo - from;
        byte[] spliced = new byte[bytes.length - (end - from) + repeated];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(bytes, from, spliced, from, repeated);
        System.arraycopy(bytes, end, spliced, from + repeated, bytes.length - end);
        return spliced;
    }

    private static void putInt(byte[] bytes, int at, int value) {
        for (int i = 0; i < Integer.BYTES && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >> (24 - 8 * i));
        }
    }
}
