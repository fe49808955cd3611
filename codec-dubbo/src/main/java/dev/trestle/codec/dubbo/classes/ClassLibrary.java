package dev.trestle.codec.dubbo.classes;

import dev.trestle.bridge.scaffold.Description.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a jar, a Spring Boot jar with the libraries in it, or a directory. Its own classes are read when it is opened, those
 * of its libraries when they are asked for. What is read is bounded, whatever is in it. Not thread safe.
 */
public final class ClassLibrary implements Closeable {
    private static final int MAX_FILES = 200_000;
    private static final int MAX_CLASS_BYTES = 4 << 20;
    private static final long MAX_BYTES = 512L << 20;
    private static final int PROGRESS_STEP = 100;

    private final ClassStore store;
    private final NestedLibraries nested;
    private final Map<String, ClassHead> own = new TreeMap<>();
    private final Map<String, String> unreadable = new TreeMap<>();
    private final Map<String, @Nullable ClassBody> known = new HashMap<>();
    private long bytesLeft = MAX_BYTES;

    private ClassLibrary(ClassStore store) {
        this.store = store;
        this.nested = new NestedLibraries(store instanceof ZipStore zip ? zip : null, MAX_FILES);
    }

    /** Opens a jar or a directory. */
    public static ClassLibrary open(Path file, Progress progress) throws BadClassException {
        try {
            ClassStore store =
                    Files.isDirectory(file) ? new DirectoryStore(file, MAX_FILES) : new ZipStore(file, MAX_FILES);
            ClassLibrary library = new ClassLibrary(store);
            library.readOwn(progress);
            return library;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new BadClassException(String.valueOf(unreadable.getMessage()));
        }
    }

    private void readOwn(Progress progress) {
        List<String> names = new ArrayList<>(store.names());
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            ClassBody body = read(store, name);
            if (body != null) {
                own.put(name, body.head());
            }
            if ((i + 1) % PROGRESS_STEP == 0 || i + 1 == names.size()) {
                progress.done(i + 1, names.size());
            }
        }
    }

    /** Its own classes, by name. */
    public Map<String, ClassHead> own() {
        return Collections.unmodifiableMap(own);
    }

    /** Files that are no class, or not the one they are named after: why, by class name. */
    public Map<String, String> unreadable() {
        return Collections.unmodifiableMap(unreadable);
    }

    /** A class of its own or of its libraries; null where there is none that can be read. */
    public @Nullable ClassBody find(String name) {
        if (!known.containsKey(name)) {
            known.put(name, own.containsKey(name) ? read(store, name) : inLibraries(name));
        }
        return known.get(name);
    }

    private @Nullable ClassBody inLibraries(String name) {
        ClassStore library = nested.with(name);
        return library == null ? null : read(library, name);
    }

    private @Nullable ClassBody read(ClassStore from, String name) {
        try {
            byte[] file = bytesLeft <= 0 ? new byte[0] : from.read(name, MAX_CLASS_BYTES + 1);
            bytesLeft -= file.length;
            if (bytesLeft <= 0) {
                throw new BadClassException("more than " + MAX_BYTES + " bytes of classes are before it");
            }
            if (file.length > MAX_CLASS_BYTES) {
                throw new BadClassException("more than " + MAX_CLASS_BYTES + " bytes");
            }
            ClassBody body = ClassParser.body(file);
            if (!body.head().name().equals(name)) {
                throw new BadClassException("it has another class");
            }
            return body;
        } catch (BadClassException bad) {
            unreadable.put(name, bad.why());
        } catch (IOException | IllegalArgumentException broken) {
            unreadable.put(name, "the file cannot be read");
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        nested.close();
        store.close();
    }
}
