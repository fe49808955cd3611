package dev.trestle.codec.dubbo.classes;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The jars in a jar. They are copied to a directory for temporary files, since only a file can be read here and there; under names of
 * our own, when the first class is asked for, and they go when this is closed, or
 * the process ends.
 */
final class NestedLibraries implements Closeable {
    private static final long MAX_BYTES = 1L << 30;
    private static final int BUFFER_BYTES = 1 << 16;
    /** Each is an open file. */
    private static final int MAX_LIBRARIES = 1_000;

    private final @Nullable ZipStore outer;
    private final List<ClassStore> stores = new ArrayList<>();
    private final List<Path> copies = new ArrayList<>();
    private long bytesLeft = MAX_BYTES;
    private int filesLeft;
    private boolean opened;

    /** Those of {@code outer}; the first that together have no more than {@code maxFiles} files. */
    NestedLibraries(@Nullable ZipStore outer, int maxFiles) {
        this.outer = outer;
        this.filesLeft = maxFiles;
    }

    /** The first library that has a class of this name, or null. */
    @Nullable
    ClassStore with(String name) {
        if (!opened && outer != null) {
            outer.libraries().stream().limit(MAX_LIBRARIES).forEach(each -> open(outer, each));
        }
        opened = true;
        return stores.stream()
                .filter(store -> store.names().contains(name))
                .findFirst()
                .orElse(null);
    }

    /** A library that cannot be read has no classes, nor has one that is too much. */
    private void open(ZipStore from, ZipEntry library) {
        if (bytesLeft <= 0 || filesLeft <= 0) {
            return;
        }
        try {
            Path copy = Files.createTempFile("trestle-init", ".jar");
            // Somebody may interrupt the command before it closes this.
            copy.toFile().deleteOnExit();
            copies.add(copy);
            try (InputStream in = from.open(library);
                    OutputStream out = Files.newOutputStream(copy)) {
                byte[] buffer = new byte[BUFFER_BYTES];
                for (int read = in.read(buffer); read > 0 && bytesLeft > 0; read = in.read(buffer)) {
                    out.write(buffer, 0, read);
                    bytesLeft -= read;
                }
            }
            if (bytesLeft > 0) {
                ZipStore store = new ZipStore(copy, filesLeft);
                filesLeft -= store.files();
                stores.add(store);
            }
        } catch (IOException | BadClassException | IllegalArgumentException unreadable) {
            // Its classes are reported as missing where they are needed.
        }
    }

    @Override
    public void close() throws IOException {
        for (ClassStore store : stores) {
            store.close();
        }
        for (Path copy : copies) {
            Files.deleteIfExists(copy);
        }
    }
}
