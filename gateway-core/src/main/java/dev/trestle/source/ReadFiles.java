package dev.trestle.source;

import dev.trestle.bridge.ConfigFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Reads the files of a configuration and those it names, relative to its directory; remembers what was in them. Thread safe. */
final class ReadFiles implements ConfigFiles {
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
        try {
            return read(inside(path));
        } catch (NoSuchFileException missing) {
            throw new IOException("no such file: " + path, missing);
        }
    }

    @Override
    public @Nullable List<String> names(String path) throws IOException {
        Path directory = inside(path);
        if (!Files.isDirectory(directory)) {
            return null;
        }
        List<String> names = Fingerprint.names(directory);
        read.put(directory, Fingerprint.of(names));
        return names;
    }

    private Path inside(String path) throws IOException {
        Path file = resolved(path);
        if (!Path.of(path).isAbsolute() && !file.startsWith(base)) {
            throw new IOException(
                    path + " leaves the configuration's directory (expected: a file below it, or an absolute path)");
        }
        return file;
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
        read.put(absolute, Files.isDirectory(absolute) ? Fingerprint.of(absolute) : Fingerprint.NONE);
        byte[] content = WholeFile.read(absolute);
        read.put(absolute, Fingerprint.of(content));
        return content;
    }
}
