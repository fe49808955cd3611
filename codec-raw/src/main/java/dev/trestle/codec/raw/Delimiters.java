package dev.trestle.codec.raw;

import dev.trestle.codec.raw.FrameSettings.DelimitedSettings;
import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The delimiters of a protocol, and the search for them. Immutable, thread safe. */
final class Delimiters {
    /** No delimiter begins here. */
    static final int NONE = 0;
    /** The bytes end inside of what may be a delimiter. */
    static final int PARTIAL = -1;

    private static final int NO_ESCAPE = -1;
    private static final int BYTE_VALUES = 256;

    private final byte[] start;
    private final List<byte[]> ends;
    private final int escape;
    private final boolean[] special = new boolean[BYTE_VALUES];
    private final ByteProcessor untilSpecial = b -> !special[b & 0xff];

    Delimiters(DelimitedSettings settings) {
        this.start = latin1(settings.start());
        this.ends = settings.ends().stream().map(Delimiters::latin1).toList();
        this.escape = settings.escape() == null ? NO_ESCAPE : latin1(settings.escape())[0] & 0xff;
        ends.forEach(end -> special[end[0] & 0xff] = true);
        if (escape != NO_ESCAPE) {
            special[escape] = true;
        }
    }

    byte[] start() {
        return start;
    }

    /** The delimiter that is written. */
    byte[] end() {
        return ends.getFirst();
    }

    boolean hasEscape() {
        return escape != NO_ESCAPE;
    }

    boolean isEscape(byte b) {
        return (b & 0xff) == escape;
    }

    byte escape() {
        return (byte) escape;
    }

    /** Whether a byte of a payload needs the escape before it. */
    boolean isSpecial(byte b) {
        return special[b & 0xff] || start.length > 0 && b == start[0];
    }

    /** The first byte in {@code from..to} that begins a delimiter or is the escape; {@code to} if there is none. */
    int next(ByteBuf in, int from, int to) {
        int found = in.forEachByte(from, to - from, untilSpecial);
        return found < 0 ? to : found;
    }

    /** The length of the delimiter at {@code index}, {@link #NONE} or {@link #PARTIAL}. */
    int match(ByteBuf in, int index, int to) {
        int match = NONE;
        for (byte[] end : ends) {
            int same = 0;
            while (same < end.length && index + same < to && in.getByte(index + same) == end[same]) {
                same++;
            }
            if (same == end.length) {
                return end.length;
            }
            if (index + same == to) {
                match = PARTIAL;
            }
        }
        return match;
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
