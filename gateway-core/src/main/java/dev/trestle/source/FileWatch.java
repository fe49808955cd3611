package dev.trestle.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a configuration's file or directory, and the files it named, by content: an edit, a rename over, a Kubernetes-style
 * symlink swap all count; a touch does not. A burst of changes is one change: it is told once two looks in a row agree. What was
 * loaded is what counts, so that an edit in the moment of a load is not lost.
 */
public final class FileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    private final Path watched;
    private final Runnable onChange;
    private final ScheduledExecutorService thread;
    private volatile Map<Path, Fingerprint> loaded;
    private Map<Path, Fingerprint> seen;

    /**
     * Watches {@code fileOrDirectory}; {@code onChange} runs on the watch's own thread, one at a time.
     *
     * @param loaded what is known already, see {@link LoadedConfig#filesRead}
     */
    public FileWatch(Path fileOrDirectory, Map<Path, Fingerprint> loaded, Duration interval, Runnable onChange) {
        this.watched = fileOrDirectory.toAbsolutePath().normalize();
        this.onChange = onChange;
        this.loaded = Map.copyOf(loaded);
        this.seen = this.loaded;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("trestle-watch").factory());
        var unused = thread.scheduleWithFixedDelay(
                this::check, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What has been loaded meanwhile, good or refused: a change is what differs from it. Any thread. */
    public void loaded(Map<Path, Fingerprint> files) {
        loaded = Map.copyOf(files);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void check() {
        try {
            Map<Path, Fingerprint> known = loaded;
            Map<Path, Fingerprint> now = look(known.keySet());
            boolean settled = now.equals(seen);
            seen = now;
            if (settled && !now.equals(known)) {
                // Should the load itself fail, it is not tried again and again.
                loaded = now;
                onChange.run();
            }
        } catch (RuntimeException | Error failed) {
            // Whatever it was, the next change is looked for: an exception would end the schedule without a word.
            LOG.error("watching {} failed; the next change is loaded as usual", watched, failed);
        }
    }

    private Map<Path, Fingerprint> look(Set<Path> known) {
        Map<Path, Fingerprint> contents = new HashMap<>();
        known.forEach(file -> contents.put(file, Fingerprint.of(file)));
        if (Files.isDirectory(watched)) {
            YamlSource.files(watched).forEach(file -> contents.computeIfAbsent(file, Fingerprint::of));
        } else if (contents.isEmpty()) {
            // What was an empty directory may be a file again.
            contents.put(watched, Fingerprint.of(watched));
        }
        return contents;
    }
}
