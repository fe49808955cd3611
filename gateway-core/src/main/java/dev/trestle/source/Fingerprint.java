package dev.trestle.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Tells one content of a file, or of a directory, from the next.
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

    /** Of the names in a directory. */
    static Fingerprint of(List<String> names) {
        return of(String.join("\0", names).getBytes(StandardCharsets.UTF_8));
    }

    /** Of a file's content, or of the names in a directory. */
    public static Fingerprint of(Path path) {
        try {
            return Files.isDirectory(path) ? of(names(path)) : of(WholeFile.read(path));
        } catch (IOException gone) {
            return NONE;
        }
    }

    /** The names in a directory, in order. */
    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }
}
