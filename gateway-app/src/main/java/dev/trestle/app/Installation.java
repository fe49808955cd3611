package dev.trestle.app;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where this program lives.
 *
 * @param root the directory that holds {@code routes/} and {@code examples/}
 */
public record Installation(Path root) {
    /** Named by the launcher in {@code trestle.home}; without it, found from the place of the jar. */
    public static Installation current() {
        String named = System.getProperty("trestle.home");
        return new Installation(named == null ? fromJar() : Path.of(named));
    }

    /** The version of the jar. */
    public static String version() {
        @Nullable String version = Installation.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** The program that runs this JVM, for child processes. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static Path fromJar() {
        try {
            // gateway-app/target/gateway-app.jar, or gateway-app/target/classes
            Path code = Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.resolve("../../..").normalize();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
