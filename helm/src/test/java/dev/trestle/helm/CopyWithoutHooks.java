package dev.trestle.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the chart whose hooks are ordinary objects, below target. */
final class CopyWithoutHooks {
    static final Path PATH = copy();

    private CopyWithoutHooks() {}

    private static Path copy() {
        Path copy = Path.of("target", "without-hooks", "trestle").toAbsolutePath();
        try (Stream<Path> files = Files.walk(Chart.HOME)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(Chart.HOME.relativize(file).toString());
                Files.createDirectories(to.getParent());
                List<String> lines = Files.readAllLines(file);
                boolean hook = file.getParent().endsWith("tests");
                Files.write(
                        to,
                        hook
                                ? lines.stream()
                                        .filter(line -> !line.contains("helm.sh/hook"))
                                        .toList()
                                : lines);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return copy;
    }
}
