package dev.trestle.benchmark.jmh;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the demo's files are. */
final class Repository {
    private Repository() {}

    /** The repository's root, looked for from the working directory upwards. */
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
}
