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
 * our own, when the first class is asked for, and they go when this is closed.
 */
final class NestedLibraries implements Closeable {
    private static final long MAX_BYTES = 1L << 30;
    private static final int BUFFER_BYTES = 1 << 16;

    private final @Nullable ZipStore outer;
    private final int maxFiles;
    private final List<ClassStore> stores = new ArrayList<>();
    private final List<Path> copies = new ArrayList<>();
    private long bytesLeft = MAX_BYTES;
    private boolean opened;

    NestedLibraries(@Nullable ZipStore outer, int maxFiles) {
        this.outer = outer;
        this.maxFiles = maxFiles;
    }

    /** The first library that has a class of this name, or null. */
    @Nullable
    ClassStore with(String name) {
        if (!opened && outer != null) {
            outer.libraries().forEach(each -> open(outer, each));
        }
        opened = true;
        return stores.stream()
                .filter(store -> store.names().contains(name))
                .findFirst()
                .orElse(null);
    }

    /** A library that cannot be read has no classes. */
    private void open(ZipStore from, ZipEntry library) {
        try {
            Path copy = Files.createTempFile("trestle-init", ".jar");
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
                stores.add(new ZipStore(copy, maxFiles));
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
