package dev.trestle.peer.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A real server in its own process, named by its directory below {@code examples/}: {@code dubbo-provider}, {@code dubbo27-provider},
 * {@code thrift-server}, {@code thrift-server-python}, {@code raw-server}. It ends with this process at the latest, however that ends.
 * Its standard error goes to {@code target/peer.log} of its directory. Not thread safe.
 *
 * <pre>{@code
 * try (Peer provider = Peer.start("dubbo-provider")) {
 *     connect("127.0.0.1", provider.port());
 *     provider.kill();
 *     provider.restart(); // on the same port
 * }
 * }</pre>
 */
public final class Peer implements AutoCloseable {
    private static final int START_SECONDS = 60;

    private final Path directory;
    private final List<String> arguments;
    private int[] ports = {};
    private Process process;

    private Peer(Path directory, String... arguments) {
        this.directory = directory;
        this.arguments = List.of(arguments);
        this.process = launch();
    }

    /** Starts the server with these arguments (a free port unless they name one) and waits until it serves. */
    public static Peer start(String name, String... arguments) {
        return new Peer(repository().resolve("examples").resolve(name), arguments);
    }

    /** The port it serves; the ledger's of the raw server. */
    public int port() {
        return ports[0];
    }

    /** The raw server's second port. */
    public int secondPort() {
        return ports[1];
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends the process at once, as a crash would, and returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Kills the process if it lives and starts it again on the same ports. */
    public void restart() {
        kill();
        process = launch();
    }

    @Override
    public void close() {
        kill();
    }

    private Process launch() {
        List<String> command = new ArrayList<>(program());
        command.addAll(arguments);
        List<String> names = portOptions();
        for (int i = 0; i < ports.length; i++) {
            // The last one counts.
            command.addAll(List.of(names.get(i), String.valueOf(ports[i])));
        }
        command.add("--exit-with-parent");
        try {
            Files.createDirectories(directory.resolve("target"));
            File log = directory.resolve("target/peer.log").toFile();
            Process started = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log))
                    .start();
            ports = ready(started, log);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> program() {
        Path jar = directory.resolve("target").resolve(directory.getFileName() + ".jar");
        if (Files.exists(jar)) {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            // Short lives: the first compiler is enough.
            return List.of(java, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar.toString());
        }
        Path script = directory.resolve("run");
        if (Files.exists(script)) {
            return List.of(script.toString());
        }
        throw new IllegalStateException(jar + " is not there (expected: ./mvnw package has run)");
    }

    private List<String> portOptions() {
        return directory.endsWith("raw-server") ? List.of("--ledger-port", "--legacy-port") : List.of("--port");
    }

    private static int[] ready(Process started, File log) {
        BufferedReader lines = started.inputReader();
        CompletableFuture<@Nullable String> line = CompletableFuture.supplyAsync(() -> {
            try {
                return lines.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        String said = null;
        try {
            said = line.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException silent) {
            // the same as nothing said
        }
        if (said == null || !said.startsWith("ready ")) {
            started.destroyForcibly();
            throw new IllegalStateException("said " + said + " (expected: ready PORT; see " + log + ")");
        }
        return Arrays.stream(said.substring("ready ".length()).split(" "))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /** The directory above the working directory that has the examples. */
    public static Path repository() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("examples/pom.xml"))) {
            Path parent = directory.getParent();
            if (parent == null) {
                throw new IllegalStateException(Path.of("").toAbsolutePath() + " (expected: inside the repository)");
            }
            directory = parent;
        }
        return directory;
    }
}
