package dev.trestle.app.management;

import dev.trestle.app.CommandFailure;
import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.bridge.settings.ProblemCollector;
import dev.trestle.bridge.settings.SettingsNode.Mapping;
import dev.trestle.runtime.PemFiles;
import dev.trestle.source.FileWatch;
import dev.trestle.source.Fingerprint;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.tcp.SslProvider;

/**
 * What the management port speaks TLS with, as its files are now. Files that cannot be used change nothing: what they were before
 * stays. Connections that are open keep what they were opened with. Thread safe.
 */
final class LiveTls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveTls.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ManagementTls tls;
    private final FileWatch watch;
    private volatile SslProvider current;

    /** Reads the files; a {@link CommandFailure} says what is wrong with them. */
    LiveTls(ManagementTls tls) {
        this.tls = tls;
        Map<Path, Fingerprint> before = fingerprints(tls);
        ProblemCollector problems = problems();
        SslProvider read = read(problems);
        if (read == null) {
            throw new CommandFailure(
                    CommandFailure.UNAVAILABLE,
                    "the management port cannot be opened: " + said(problems),
                    "see that the files are PEM, that the key is the certificate's, and that the gateway may read them");
        }
        this.current = read;
        this.watch = new FileWatch(tls.certificate(), before, INTERVAL, this::reload);
    }

    /** For the next connection. */
    SslProvider current() {
        return current;
    }

    @Override
    public void close() {
        watch.close();
    }

    private void reload() {
        ProblemCollector problems = problems();
        SslProvider read = read(problems);
        if (read == null) {
            LOG.warn("management port: what its files held before stays: {}", said(problems));
        } else {
            current = read;
            LOG.info("management port: {} was read again", tls.certificate());
        }
    }

    private @Nullable SslProvider read(ProblemCollector problems) {
        PemFiles files = new PemFiles(LiveTls::content, problems);
        SslContextBuilder builder =
                files.server(tls.certificate().toString(), tls.key().toString());
        Path authority = tls.clientAuthority();
        X509Certificate[] trusted =
                authority == null ? null : files.certificates("client authority", authority.toString());
        if (builder == null || authority != null && trusted == null) {
            return null;
        }
        if (trusted != null) {
            // Probes and scrapes need none, hence none is demanded of a connection.
            builder.trustManager(trusted).clientAuth(ClientAuth.OPTIONAL);
        }
        try {
            return SslProvider.builder().sslContext(builder.build()).build();
        } catch (SSLException unusable) {
            problems.add("", tls.certificate() + " cannot be used: " + unusable.getMessage());
            return null;
        }
    }

    private static byte[] content(String path) throws IOException {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (IOException unreadable) {
            throw new IOException(
                    path + " cannot be read (expected: a PEM file that the gateway may read)", unreadable);
        }
    }

    private static Map<Path, Fingerprint> fingerprints(ManagementTls tls) {
        Map<Path, Fingerprint> files = new HashMap<>();
        Stream.of(tls.certificate(), tls.key(), tls.clientAuthority()).forEach(file -> {
            if (file != null) {
                files.put(file, Fingerprint.of(file));
            }
        });
        return files;
    }

    private static ProblemCollector problems() {
        return new ProblemCollector(new Mapping(Position.NONE, Map.of(), Map.of()));
    }

    private static String said(ProblemCollector problems) {
        return problems.list().stream().map(Problem::detail).collect(Collectors.joining("; "));
    }
}
