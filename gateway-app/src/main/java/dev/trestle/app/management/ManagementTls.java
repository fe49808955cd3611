package dev.trestle.app.management;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * TLS of the management port. Files in PEM, read when the port is opened, and again when they change.
 *
 * @param certificate of the server, with what leads to its root
 * @param key of that certificate
 * @param clientAuthority whose certificates callers of the admin API present; null if certificates open nothing
 */
public record ManagementTls(
        Path certificate, Path key, @Nullable Path clientAuthority) {
    private static final String BUNDLE = "spring.ssl.bundle.pem.management.";

    /** As Boot names it. Probes and scrapes need no certificate, hence none is demanded of a connection. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("server.ssl.bundle", "management");
        settings.put(BUNDLE + "keystore.certificate", location(certificate));
        settings.put(BUNDLE + "keystore.private-key", location(key));
        settings.put(BUNDLE + "keystore.verify-keys", true);
        settings.put(BUNDLE + "reload-on-update", true);
        settings.put("spring.ssl.bundle.watch.file.quiet-period", "1s");
        if (clientAuthority != null) {
            settings.put(BUNDLE + "truststore.certificate", location(clientAuthority));
            settings.put("server.ssl.client-auth", "want");
        }
        return settings;
    }

    private static String location(Path file) {
        return file.toAbsolutePath().toUri().toString();
    }
}
