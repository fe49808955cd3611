package dev.trestle.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are in the source tree. */
final class Repository {
    private Repository() {}

    /** The directory above the working directory that has the benchmarks. */
    static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("benchmarks/pom.xml"))) {
            Path parent = directory.getParent();
            if (parent == null) {
                throw new IllegalStateException(Path.of("").toAbsolutePath() + " (expected: inside the repository)");
            }
            directory = parent;
        }
        return directory;
    }

    /** Where logs, scripts and profiles of a run go. */
    static Path target() {
        return root().resolve("benchmarks/side-by-side/target");
    }

    /** A runnable jar: {@code examples/raw-server}, {@code gateway-app}. */
    static String jar(String module) {
        Path directory = root().resolve(module);
        return directory
                .resolve("target")
                .resolve(directory.getFileName() + ".jar")
                .toString();
    }
}
