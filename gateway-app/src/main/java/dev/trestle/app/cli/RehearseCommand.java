package dev.trestle.app.cli;

import dev.trestle.app.Installation;
import dev.trestle.app.log.AccessLogRule;
import dev.trestle.app.management.ManagementOptions;
import dev.trestle.app.serve.ServeOptions;
import dev.trestle.app.serve.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A start, a few requests and a stop: what the launcher records to make the class-data archive. Needs no free port that anybody
 * knows and no upstream.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Starts, answers, stops: for the launcher's class-data archive.")
final class RehearseCommand implements Runnable {
    private static final List<String> MANAGEMENT_PATHS = List.of(
            "/actuator/health/readiness",
            "/actuator/health",
            "/actuator/prometheus",
            "/admin/routes",
            "/admin/nothing");

    private final Map<String, String> environment;

    @Option(names = "--routes", paramLabel = "DIR_OR_FILE")
    private Path routes = Installation.current().root().resolve("routes/demo.yaml");

    RehearseCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        ServeOptions options = new ServeOptions(
                routes,
                environment,
                0,
                ManagementOptions.loopback(0),
                true,
                AccessLogRule.OFF,
                null,
                Duration.ofSeconds(1),
                null);
        try (Server server = Server.start(options)) {
            MANAGEMENT_PATHS.forEach(path -> get(server.managementPort(), path));
            get(server.addresses().getFirst().getPort(), "/nothing");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void get(int port, String path) {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
