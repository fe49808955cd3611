package dev.trestle.wasm.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The one file of a tar archive that is of interest here. Headers are blocks of 512 bytes (POSIX ustar): the name from byte 0, the size
 * in octal from byte 124, the kind at byte 156; contents are filled up to whole blocks.
 */
final class Archive {
    static final String MODULE = "plugin.wasm";

    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_BYTES = 12;
    private static final int KIND_AT = 156;
    private static final long MAX_BYTES = 64L << 20;

    private Archive() {}

    /** The module at the top of an archive, packed or not; null if there is none. */
    static byte @Nullable [] module(byte[] archive) throws IOException {
        boolean packed = archive.length > 1 && archive[0] == 0x1f && (archive[1] & 0xff) == 0x8b;
        try (InputStream plain = new ByteArrayInputStream(archive);
                InputStream in = packed ? new GZIPInputStream(plain) : plain) {
            return find(in);
        }
    }

    private static byte @Nullable [] find(InputStream in) throws IOException {
        long read = 0;
        for (byte[] header = in.readNBytes(BLOCK); header.length == BLOCK; header = in.readNBytes(BLOCK)) {
            if (header[0] == 0) {
                return null;
            }
            long size = size(header);
            read += BLOCK + size;
            if (read > MAX_BYTES) {
                throw new IOException("an archive of more than " + MAX_BYTES + " bytes (expected: a module)");
            }
            if (isFile(header) && name(header).replaceFirst("^(\\./|/)", "").equals(MODULE)) {
                byte[] content = in.readNBytes((int) size);
                if (content.length < size) {
                    throw new IOException("an archive that is cut off (expected: all of " + MODULE + ")");
                }
                return content;
            }
            in.skipNBytes(size + (BLOCK - size % BLOCK) % BLOCK);
        }
        return null;
    }

    private static boolean isFile(byte[] header) {
        return header[KIND_AT] == '0' || header[KIND_AT] == 0;
    }

    private static String name(byte[] header) {
        int end = 0;
        while (end < NAME_BYTES && header[end] != 0) {
            end++;
        }
        return new String(header, 0, end, StandardCharsets.UTF_8);
    }

    private static long size(byte[] header) throws IOException {
        String octal = new String(header, SIZE_AT, SIZE_BYTES, StandardCharsets.US_ASCII)
                .replace('\0', ' ')
                .strip();
        if (!octal.matches("[0-7]{1,11}")) {
            throw new IOException("no tar archive (expected: one with " + MODULE + ")");
        }
        return Long.parseLong(octal, 8);
    }
}
