package dev.trestle.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a configuration file or directory, and the files it named, by content: an edit, a rename over, a Kubernetes-style
 * symlink swap all count; a touch does not. A burst of changes is one change: it is told once two looks in a row agree.
 */
public final class FileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    private final Path watched;
    private final Runnable onChange;
    private final ScheduledExecutorService thread;
    private volatile Set<Path> also = Set.of();
    private int told;
    private int seen;

    /** Watches {@code fileOrDirectory}; {@code onChange} runs on the watch's own thread, one at a time. */
    public FileWatch(Path fileOrDirectory, Duration interval, Runnable onChange) {
        this.watched = fileOrDirectory;
        this.onChange = onChange;
        this.told = look();
        this.seen = told;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("trestle-watch").factory());
        var unused = thread.scheduleWithFixedDelay(
                this::check, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Files named by the configuration, such as IDLs: watched from now on instead of those of the last call. That is no change itself. */
    public synchronized void alsoWatch(Collection<Path> files) {
        boolean quiet = look() == told;
        also = Set.copyOf(files);
        if (quiet) {
            told = look();
            seen = told;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** Whether there is a change to tell, now that two looks in a row agree. */
    private synchronized boolean changed() {
        int now = look();
        boolean settled = now == seen;
        seen = now;
        boolean changed = now != told && settled;
        if (changed) {
            told = now;
        }
        return changed;
    }

    private void check() {
        if (changed()) {
            try {
                onChange.run();
            } catch (RuntimeException failed) {
                LOG.warn("reload failed: {}", failed.toString());
            }
        }
    }

    private int look() {
        TreeMap<String, Integer> contents = new TreeMap<>();
        for (Path file : files()) {
            contents.put(file.toString(), hash(file));
        }
        for (Path file : also) {
            contents.put(file.toString(), hash(file));
        }
        return contents.hashCode();
    }

    private Collection<Path> files() {
        if (!Files.isDirectory(watched)) {
            return List.of(watched);
        }
        try (Stream<Path> entries = Files.list(watched)) {
            return entries.filter(f -> f.getFileName().toString().matches("[^.].*\\.ya?ml"))
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static int hash(Path file) {
        try {
            return Arrays.hashCode(Files.readAllBytes(file));
        } catch (IOException gone) {
            return 0;
        }
    }
}
