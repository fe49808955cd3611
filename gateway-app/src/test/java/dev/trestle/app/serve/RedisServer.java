package dev.trestle.app.serve;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.testkit.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of redis-server on a loopback port of its own, with nothing on disk. */
final class RedisServer implements AutoCloseable {
    private static final String COMMAND = "redis-server";

    private final int port;
    private final String password;
    private @Nullable Process process;

    private RedisServer(int port, String password) {
        this.port = port;
        this.password = password;
    }

    /**
     * Starts one; with a password unless that is empty. Where the command is missing the test is not run, in CI it fails: there it has
     * to be installed.
     */
    static RedisServer start(String password) throws IOException {
        boolean there = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, COMMAND)));
        if (!there && System.getenv("CI") != null) {
            throw new IllegalStateException(COMMAND + " is missing (expected: the Debian package " + COMMAND + ")");
        }
        assumeTrue(there, COMMAND + " is not installed");
        RedisServer server = new RedisServer(freePort(), password);
        server.start();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Again on the same port, after {@link #kill}. */
    void start() throws IOException {
        process = new ProcessBuilder(
                        COMMAND,
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--requirepass",
                        password)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Waiting.until("redis answers", this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.getOutputStream().write("*1\r\n$4\r\nPING\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            int first = in.read();
            return first == '+' || first == '-';
        } catch (IOException notYet) {
            return false;
        }
    }

    String endpoint() {
        return "127.0.0.1:" + port;
    }

    /** At once, with all its data. */
    void kill() {
        Process running = process;
        process = null;
        if (running != null) {
            running.destroyForcibly();
            try {
                if (!running.waitFor(10, TimeUnit.SECONDS)) {
                    throw new IllegalStateException(COMMAND + " does not end");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        kill();
    }
}
