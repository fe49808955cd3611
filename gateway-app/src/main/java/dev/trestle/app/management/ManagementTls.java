package dev.trestle.app.management;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * TLS of the management port. Files in PEM, read when the port is opened, and again when they change.
 *
 * @param certificate of the server, with what leads to its root
 * @param key of that certificate
 * @param clientAuthority whose certificates callers of the admin API present; null if certificates open nothing
 */
public record ManagementTls(
        Path certificate, Path key, @Nullable Path clientAuthority) {}
