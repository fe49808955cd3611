package dev.trestle.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Tells one content of a file from the next.
 *
 * @param length in bytes; -1 where there is no file that can be read
 * @param checksum CRC-32C of the content
 */
public record Fingerprint(long length, long checksum) {
    static final Fingerprint NONE = new Fingerprint(-1, 0);

    static Fingerprint of(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return new Fingerprint(content.length, checksum.getValue());
    }

    static Fingerprint of(Path file) {
        try {
            return of(Files.readAllBytes(file));
        } catch (IOException gone) {
            return NONE;
        }
    }
}
