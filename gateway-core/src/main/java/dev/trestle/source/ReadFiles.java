package dev.trestle.source;

import dev.trestle.bridge.ConfigFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Reads the files of a configuration and those it names, relative to its directory; remembers what was in them. Thread safe. */
final class ReadFiles implements ConfigFiles {
    private static final long MAX_BYTES = 16L << 20;

    private final Path base;
    private final Map<Path, Fingerprint> read = new ConcurrentSkipListMap<>();

    ReadFiles(Path base) {
        this.base = base.toAbsolutePath().normalize();
    }

    /** What was asked for so far, there or not, as it was read. */
    Map<Path, Fingerprint> read() {
        return Map.copyOf(read);
    }

    @Override
    public byte[] read(String path) throws IOException {
        Path file = resolved(path);
        if (!Path.of(path).isAbsolute() && !file.startsWith(base)) {
            throw new IOException(
                    path + " leaves the configuration's directory (expected: a file below it, or an absolute path)");
        }
        try {
            return read(file);
        } catch (NoSuchFileException missing) {
            throw new IOException("no such file: " + path, missing);
        }
    }

    private Path resolved(String path) throws IOException {
        try {
            return base.resolve(path).normalize();
        } catch (InvalidPathException impossible) {
            throw new IOException("not a path: " + path, impossible);
        }
    }

    /** The content of {@code file}, wherever it is. */
    byte[] read(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        read.put(absolute, Fingerprint.NONE);
        if (Files.size(absolute) > MAX_BYTES) {
            throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
        }
        byte[] content = Files.readAllBytes(absolute);
        read.put(absolute, Fingerprint.of(content));
        return content;
    }
}
