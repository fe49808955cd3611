package dev.trestle.app.cli;

import dev.trestle.app.CommandFailure;
import dev.trestle.app.management.ManagementOptions;
import dev.trestle.app.management.ManagementTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the management port is, and for whom. */
final class ManagementArguments {
    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            defaultValue = "9901",
            description = "Health, metrics and the admin API (default: 9901).")
    private int port;

    @Option(
            names = "--management-host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Where that port is bound; without a token or certificates the admin API answers callers of this machine only,"
                            + " wherever it is (default: 127.0.0.1).")
    private InetAddress host = InetAddress.getLoopbackAddress();

    @Option(
            names = "--admin-token-file",
            paramLabel = "FILE",
            description = "Holds the token that callers of the admin API have to present, from wherever they call.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--management-certificate",
            paramLabel = "FILE",
            description = "A certificate in PEM, with what leads to its root: the management port speaks TLS.")
    private @Nullable Path certificate;

    @Option(names = "--management-key", paramLabel = "FILE", description = "The key of that certificate, in PEM.")
    private @Nullable Path key;

    @Option(
            names = "--admin-client-ca",
            paramLabel = "FILE",
            description =
                    "Certificates in PEM; whoever presents one that they have signed may use the admin API, from wherever.")
    private @Nullable Path clientAuthority;

    ManagementOptions options() {
        return new ManagementOptions(new InetSocketAddress(host, port), AdminToken.read(tokenFile), tls());
    }

    private @Nullable ManagementTls tls() {
        if (certificate == null && key == null && clientAuthority == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new CommandFailure(
                    CommandFailure.USAGE,
                    (certificate == null ? "--management-certificate" : "--management-key") + " is missing",
                    "a port that speaks TLS has --management-certificate FILE and --management-key FILE");
        }
        return new ManagementTls(certificate, key, clientAuthority);
    }
}
