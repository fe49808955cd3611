package dev.trestle.demo.raw;

import dev.trestle.peer.PeerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The ledger and the legacy echo, each on its own loopback port: {@code --ledger-port N --legacy-port N --delay-millis N}. */
public final class RawServer {
    private static final int BACKLOG = 1024;

    /** Serves one accepted connection to its end. */
    private interface Service {
        void serve(Socket connection) throws IOException;
    }

    private RawServer() {}

    /** Serves until it is killed. */
    public static void main(String... args) throws IOException {
        PeerProcess process = PeerProcess.of(Set.of("--ledger-port", "--legacy-port", "--delay-millis"), args);
        Ledger ledger = new Ledger(Integer.parseInt(process.option("--delay-millis", "15")));
        int ledgerPort = listen(process.port("--ledger-port"), ledger::serve);
        int legacyPort = listen(process.port("--legacy-port"), RawServer::echoUntilClosed);
        process.ready(ledgerPort, legacyPort);
    }

    private static int listen(int port, Service service) throws IOException {
        ServerSocket listener = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        new Thread(() -> accept(listener, service), "accept-" + listener.getLocalPort()).start();
        return listener.getLocalPort();
    }

    private static void accept(ServerSocket listener, Service service) {
        while (true) {
            try {
                Socket connection = listener.accept();
                Thread.ofVirtual().start(() -> serve(connection, service));
            } catch (IOException refused) {
                System.err.println("accept: " + refused);
            }
        }
    }

    private static void serve(Socket connection, Service service) {
        try (connection) {
            connection.setTcpNoDelay(true);
            service.serve(connection);
        } catch (IOException gone) {
            // the client left, or sent nonsense; its connection is closed
        }
    }

    /** Says {@code echo:} and all it got, once the client has nothing more to say. */
    private static void echoUntilClosed(Socket connection) throws IOException {
        byte[] request = connection.getInputStream().readAllBytes();
        connection.getOutputStream().write("echo:".getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().write(request);
    }
}
