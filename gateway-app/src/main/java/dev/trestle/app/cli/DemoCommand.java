package dev.trestle.app.cli;

import dev.trestle.app.Installation;
import dev.trestle.app.demo.Demo;
import dev.trestle.app.demo.DemoPorts;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves {@code routes/demo.yaml} with real servers behind it. */
@Command(
        name = "demo",
        description = "Starts a Dubbo provider, a Thrift server, a raw TCP server and the gateway in front of them."
                + " A port 0 stands for any free one.",
        showDefaultValues = true,
        sortOptions = false)
final class DemoCommand implements Runnable {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = "8080",
            description = "Requests.")
    private int port;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = "9901",
            description = "Health, metrics, admin; loopback only.")
    private int managementPort;

    @Option(
            names = "--dubbo-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = "20880",
            description = "The Dubbo provider; it binds all interfaces, whatever it is told.")
    private int dubboPort;

    @Option(
            names = "--thrift-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = "9090",
            description = "The Thrift server.")
    private int thriftPort;

    @Option(
            names = "--ledger-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = "7001",
            description = "The raw TCP server with correlation ids.")
    private int ledgerPort;

    @Option(
            names = "--legacy-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = "7002",
            description = "The raw TCP server that closes after each reply.")
    private int legacyPort;

    DemoCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        DemoPorts ports = new DemoPorts(port, managementPort, dubboPort, thriftPort, ledgerPort, legacyPort);
        Demo demo = Demo.of(Installation.current(), environment);
        Foreground.serve(demo, () -> demo.start(ports, spec.commandLine().getOut()));
    }
}
