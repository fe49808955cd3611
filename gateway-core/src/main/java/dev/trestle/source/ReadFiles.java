package dev.trestle.source;

import dev.trestle.bridge.ConfigFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Reads the files a configuration names, relative to its directory, and remembers which they were. Thread safe. */
final class ReadFiles implements ConfigFiles {
    private static final long MAX_BYTES = 16L << 20;

    private final Path base;
    private final Set<Path> read = new ConcurrentSkipListSet<>();

    ReadFiles(Path base) {
        this.base = base.toAbsolutePath().normalize();
    }

    /** What was asked for so far, there or not. */
    Set<Path> read() {
        return Set.copyOf(read);
    }

    @Override
    public byte[] read(String path) throws IOException {
        Path file = base.resolve(path).normalize();
        if (!Path.of(path).isAbsolute() && !file.startsWith(base)) {
            throw new IOException(
                    path + " leaves the configuration's directory (expected: a file below it, or an absolute path)");
        }
        read.add(file);
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IOException(path + " is larger than " + MAX_BYTES + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new IOException("no such file: " + path, missing);
        }
    }
}
