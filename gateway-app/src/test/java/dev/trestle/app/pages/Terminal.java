package dev.trestle.app.pages;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Where something keeps running, and what it has said so far. Ends with the page. */
final class Terminal implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final List<String> said = new ArrayList<>();
    private final Process process;
    private boolean ended;

    Terminal(ProcessBuilder builder) throws IOException {
        process = builder.redirectErrorStream(true).start();
        Thread.ofVirtual().start(this::listen);
    }

    /** The first line that {@code is} wanted, of those that it has said or says soon. */
    String await(String wanted, Predicate<String> is) throws InterruptedException {
        long nanos = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        lock.lock();
        try {
            for (int next = 0; ; ) {
                for (; next < said.size(); next++) {
                    if (is.test(said.get(next))) {
                        return said.get(next);
                    }
                }
                if (ended || nanos <= 0) {
                    throw new AssertionError("no such line: " + wanted + "\namong:\n" + String.join("\n", said)
                            + (ended ? "\n(it has ended)" : ""));
                }
                nanos = news.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                note(line);
            }
        } catch (IOException gone) {
            note(gone.toString());
        } finally {
            end();
        }
    }

    private void note(String line) {
        lock.lock();
        try {
            said.add(line);
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> started = process.descendants().toList();
        started.forEach(ProcessHandle::destroy);
        process.toHandle().destroy();
        started.forEach(child -> child.onExit().join());
        process.onExit().join();
    }
}
