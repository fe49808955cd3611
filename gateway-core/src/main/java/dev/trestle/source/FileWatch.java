package dev.trestle.source;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Watches a configuration file or directory, and the files it named, by content: an edit, a rename over, a Kubernetes-style
 * symlink swap all count; a touch does not. A burst of changes is one change.
 */
public final class FileWatch implements AutoCloseable {
    /** Watches {@code fileOrDirectory}; {@code onChange} runs on the watch's own thread, one at a time. */
    public FileWatch(Path fileOrDirectory, Duration interval, Runnable onChange) {}

    /** Files named by the configuration, such as IDLs: watched from now on instead of those of the last call. */
    public void alsoWatch(java.util.Collection<Path> files) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
