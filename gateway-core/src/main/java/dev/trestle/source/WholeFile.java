package dev.trestle.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are read as a whole. */
public final class WholeFile {
    private static final int MAX_BYTES = 16 << 20;

    private WholeFile() {}

    /**
     * The content of {@code file}, up to 16 MiB. What a file says of its length does not count: that of a device is 0, and it need not
     * end.
     */
    public static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
            }
            return content;
        }
    }
}
