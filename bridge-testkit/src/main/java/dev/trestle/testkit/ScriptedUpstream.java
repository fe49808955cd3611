package dev.trestle.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A real TCP server on a free loopback port that does exactly what a test tells it: one {@link Script} per connection, the last one
 * again for every further connection. Each script runs on its own thread; when it returns, what the peer still sends is read
 * and recorded until the peer closes.
 *
 * <p>A script that fails, because the bytes it expected did not come, fails the test: {@link #close()} throws it.
 */
public final class ScriptedUpstream implements AutoCloseable {
    private final ServerSocket server;
    private final List<Script> scripts;
    private final List<ScriptedConnection> connections = new CopyOnWriteArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    /** What one connection does. */
    @FunctionalInterface
    public interface Script {
        /** Runs on the connection's own thread; may block. */
        void run(ScriptedConnection connection) throws Exception;
    }

    private ScriptedUpstream(ServerSocket server, List<Script> scripts) {
        this.server = server;
        this.scripts = scripts;
    }

    /** Starts listening. */
    public static ScriptedUpstream start(Script... scripts) {
        if (scripts.length == 0) {
            throw new IllegalArgumentException("scripts: none (expected: one or more)");
        }
        try {
            ServerSocket server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
            ScriptedUpstream upstream = new ScriptedUpstream(server, List.of(scripts));
            upstream.threads.add(Thread.ofVirtual().name("scripted-upstream").start(upstream::accept));
            return upstream;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getLocalPort();
    }

    /** {@code 127.0.0.1:port}, as clusters name endpoints. */
    public String endpoint() {
        return "127.0.0.1:" + port();
    }

    /** How many connections were accepted so far. */
    public int connectionCount() {
        return connections.size();
    }

    /** The connection accepted as number {@code index}, from 0; waits for it. */
    public ScriptedConnection connection(int index) {
        Waiting.until("connection " + index, () -> connections.size() > index);
        return connections.get(index);
    }

    /** Closes everything. Throws what a script failed with. */
    @Override
    public void close() {
        try {
            server.close();
            for (ScriptedConnection connection : connections) {
                connection.shut();
            }
            for (Thread thread : threads) {
                if (!thread.join(Waiting.BOUND)) {
                    failures.add(new AssertionError("a script still runs after its connection was closed"));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Throwable failure = failures.poll();
        if (failure != null) {
            failures.forEach(failure::addSuppressed);
            throw new AssertionError("a script failed: " + failure.getMessage(), failure);
        }
    }

    private void accept() {
        for (int number = 0; !server.isClosed(); number++) {
            try {
                Socket socket = server.accept();
                ScriptedConnection connection = new ScriptedConnection(socket);
                connections.add(connection);
                Script script = scripts.get(Math.min(number, scripts.size() - 1));
                threads.add(
                        Thread.ofVirtual().name("scripted-upstream-" + number).start(() -> serve(connection, script)));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(ScriptedConnection connection, Script script) {
        try {
            script.run(connection);
            connection.drain();
        } catch (Throwable failure) {
            if (!connection.isShut()) {
                failures.add(failure);
            }
        } finally {
            connection.shut();
        }
    }
}
