package dev.trestle.codec.dubbo.classes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A directory of class files; links are not followed. */
final class DirectoryStore implements ClassStore {
    private static final int MAX_DEPTH = 64;

    private final Map<String, Path> files = new TreeMap<>();

    DirectoryStore(Path directory, int maxFiles) throws IOException, BadClassException {
        try (Stream<Path> all = Files.walk(directory, MAX_DEPTH)) {
            int seen = 0;
            for (Path file : (Iterable<Path>) all::iterator) {
                if (++seen > maxFiles) {
                    throw new BadClassException("more than " + maxFiles + " files");
                }
                String name = ClassStore.className(directory
                        .relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), "/"));
                if (name != null && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    files.put(name, file);
                }
            }
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    @Override
    public Set<String> names() {
        return files.keySet();
    }

    @Override
    public byte[] read(String name, int maxBytes) throws IOException {
        try (InputStream in = Files.newInputStream(Objects.requireNonNull(files.get(name)))) {
            return in.readNBytes(maxBytes);
        }
    }

    @Override
    public void close() {
        // holds nothing open
    }
}
