package dev.trestle.app.demo;

import dev.trestle.app.CommandFailure;
import dev.trestle.app.Installation;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One example server as a child process. It says {@code ready PORT...} on its standard output when it serves, writes everything else
 * to a log file, and ends when its standard input does, so that it cannot outlive this process.
 */
final class DemoServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoServer.class);
    private static final int START_SECONDS = 120;
    private static final String READY = "ready ";

    private final String name;
    private final Path log;
    private final Process process;
    private final CompletableFuture<int[]> ports;
    private volatile boolean closing;

    private DemoServer(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.ports = CompletableFuture.supplyAsync(
                this::readReadyLine, Thread.ofPlatform().daemon()::start);
    }

    /** Starts {@code examples/NAME}; returns at once. */
    static DemoServer start(Installation installation, String name, String... arguments) {
        Path jar = installation.root().resolve("examples/" + name + "/target/" + name + ".jar");
        if (!Files.exists(jar)) {
            throw new CommandFailure(
                    CommandFailure.UNAVAILABLE, jar + ": not there", "build it: ./mvnw -DskipTests package");
        }
        List<String> command = new ArrayList<>(
                List.of(Installation.java().toString(), "-Xmx128m", "-XX:+UseSerialGC", "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        command.add("--exit-with-parent");
        try {
            Path log = Files.createDirectories(installation.root().resolve("target/demo"))
                    .resolve(name + ".log");
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
                    .start();
            return new DemoServer(name, log, process);
        } catch (IOException failure) {
            throw new CommandFailure(
                    CommandFailure.UNAVAILABLE,
                    name + ": " + failure.getMessage(),
                    "see that it can be started: " + String.join(" ", command));
        }
    }

    /** Waits until it serves; from then on its end is said in the log. */
    int[] awaitReady() {
        int[] ready = ports.completeOnTimeout(new int[0], START_SECONDS, TimeUnit.SECONDS)
                .join();
        if (ready.length == 0) {
            throw new CommandFailure(
                    CommandFailure.UNAVAILABLE, name + " did not start", "its own words are in " + log);
        }
        var unused = process.onExit().thenAccept(this::sayEnded);
        return ready;
    }

    @Override
    public void close() {
        closing = true;
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private int[] readReadyLine() {
        try {
            BufferedReader lines = process.inputReader();
            String line = lines.readLine();
            if (line == null || !line.startsWith(READY)) {
                return new int[0];
            }
            return Arrays.stream(line.substring(READY.length()).split(" "))
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (IOException ended) {
            return new int[0];
        }
    }

    private void sayEnded(Process ended) {
        if (!closing) {
            LOG.warn("{} ended with {}; its routes answer 503; its own words are in {}", name, ended.exitValue(), log);
        }
    }
}
