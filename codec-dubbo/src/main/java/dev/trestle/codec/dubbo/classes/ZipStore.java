package dev.trestle.codec.dubbo.classes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A jar: its classes, which a Spring Boot jar and a war keep further down, and the libraries in it. No entry's name becomes a path. */
final class ZipStore implements ClassStore {
    private static final List<String> CLASS_DIRECTORIES = List.of("BOOT-INF/classes/", "WEB-INF/classes/");
    private static final List<String> LIBRARY_DIRECTORIES = List.of("BOOT-INF/lib/", "WEB-INF/lib/");

    private final ZipFile zip;
    private final Map<String, ZipEntry> classes = new TreeMap<>();
    private final List<ZipEntry> libraries = new ArrayList<>();

    ZipStore(Path jar, int maxFiles) throws IOException, BadClassException {
        zip = new ZipFile(jar.toFile());
        try {
            index(maxFiles);
        } catch (BadClassException | RuntimeException refused) {
            zip.close();
            throw refused;
        }
    }

    private void index(int maxFiles) throws BadClassException {
        if (zip.size() > maxFiles) {
            throw new BadClassException(zip.size() + " files (expected: at most " + maxFiles + ")");
        }
        List<? extends ZipEntry> entries = Collections.list(zip.entries());
        String prefix = CLASS_DIRECTORIES.stream()
                .filter(directory ->
                        entries.stream().anyMatch(entry -> entry.getName().startsWith(directory)))
                .findFirst()
                .orElse("");
        for (ZipEntry entry : entries) {
            String path = entry.getName();
            String name = path.startsWith(prefix) ? ClassStore.className(path.substring(prefix.length())) : null;
            if (name != null) {
                classes.put(name, entry);
            } else if (path.endsWith(".jar") && LIBRARY_DIRECTORIES.stream().anyMatch(path::startsWith)) {
                libraries.add(entry);
            }
        }
    }

    @Override
    public Set<String> names() {
        return classes.keySet();
    }

    @Override
    public byte[] read(String name, int maxBytes) throws IOException {
        try (InputStream in = zip.getInputStream(Objects.requireNonNull(classes.get(name)))) {
            return in.readNBytes(maxBytes);
        }
    }

    /** How many files it has, of any kind. */
    int files() {
        return zip.size();
    }

    /** The libraries in it. */
    List<ZipEntry> libraries() {
        return libraries;
    }

    /** A library's bytes. */
    InputStream open(ZipEntry library) throws IOException {
        return zip.getInputStream(library);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
