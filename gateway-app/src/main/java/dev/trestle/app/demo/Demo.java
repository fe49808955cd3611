package dev.trestle.app.demo;

import dev.trestle.app.CommandFailure;
import dev.trestle.app.Installation;
import dev.trestle.app.log.AccessLogRule;
import dev.trestle.app.management.ManagementOptions;
import dev.trestle.app.serve.ServeOptions;
import dev.trestle.app.serve.Server;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Three real servers and the gateway in front of them. Either all of it runs or none: a failure on the way closes what was
 * started before. Not thread safe, but {@link #close} may come from another thread than the start.
 */
public final class Demo implements AutoCloseable {
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);

    private final Installation installation;
    private final Map<String, String> environment;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private boolean closed;

    private Demo(Installation installation, Map<String, String> environment) {
        this.installation = installation;
        this.environment = new HashMap<>(environment);
    }

    /** A demo that runs nothing yet: it can be closed from a signal at any moment. */
    public static Demo of(Installation installation, Map<String, String> environment) {
        return new Demo(installation, environment);
    }

    /** Starts everything, waits until it serves, then prints what there is to try. */
    public void start(DemoPorts ports, PrintWriter out) {
        try {
            requireFree("--port", ports.http(), null);
            InetAddress loopback = InetAddress.getLoopbackAddress();
            requireFree("--management-port", ports.management(), loopback);
            requireFree("--dubbo-port", ports.dubbo(), null);
            requireFree("--thrift-port", ports.thrift(), null);
            requireFree("--ledger-port", ports.ledger(), loopback);
            requireFree("--legacy-port", ports.legacy(), loopback);
            out.println("starting a Dubbo provider, a Thrift server, a raw TCP server and the gateway ...");
            startServers(ports);
            Server gateway = startGateway(ports);
            DemoPage.print(gateway, environment, installation, out);
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** Closes what was started, the gateway first. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!started.isEmpty()) {
            closeQuietly(started.pop());
        }
    }

    private void startServers(DemoPorts ports) {
        DemoServer dubbo = child("dubbo-provider", "--port", ports.dubbo());
        DemoServer thrift = child("thrift-server", "--port", ports.thrift());
        DemoServer raw = keep(DemoServer.start(
                installation,
                "raw-server",
                "--ledger-port",
                String.valueOf(ports.ledger()),
                "--legacy-port",
                String.valueOf(ports.legacy())));
        environment.put("TRESTLE_DEMO_DUBBO_PORT", String.valueOf(dubbo.awaitReady()[0]));
        environment.put("TRESTLE_DEMO_THRIFT_PORT", String.valueOf(thrift.awaitReady()[0]));
        int[] rawPorts = raw.awaitReady();
        environment.put("TRESTLE_DEMO_LEDGER_PORT", String.valueOf(rawPorts[0]));
        environment.put("TRESTLE_DEMO_LEGACY_PORT", String.valueOf(rawPorts[1]));
    }

    private DemoServer child(String name, String option, int port) {
        return keep(DemoServer.start(installation, name, option, String.valueOf(port)));
    }

    private Server startGateway(DemoPorts ports) {
        Path routes = installation.root().resolve("routes/demo.yaml");
        return keep(Server.start(new ServeOptions(
                routes,
                environment,
                ports.http(),
                ManagementOptions.loopback(ports.management()),
                true,
                AccessLogRule.ALL,
                installation.root().resolve("target/demo/access.log"),
                DRAIN_TIMEOUT,
                null)));
    }

    /** Remembers what has to be closed; a demo that was closed meanwhile keeps nothing. */
    private synchronized <T extends AutoCloseable> T keep(T fresh) {
        if (closed) {
            closeQuietly(fresh);
            throw new CommandFailure(
                    CommandFailure.UNAVAILABLE, "stopped while starting", "start it again: trestle demo");
        }
        started.push(fresh);
        return fresh;
    }

    private static void closeQuietly(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception failure) {
            System.err.println("trestle: stop: " + failure);
        }
    }

    private static void requireFree(String option, int port, @Nullable InetAddress address) {
        try (ServerSocket probe = new ServerSocket()) {
            // As the servers do: a connection of the last run that is not quite gone does not take the port.
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, port));
        } catch (IOException taken) {
            throw new CommandFailure(
                    CommandFailure.UNAVAILABLE,
                    "port " + port + " (" + option + ") is taken",
                    "stop what listens there, or choose another: " + option + " PORT");
        }
    }
}
