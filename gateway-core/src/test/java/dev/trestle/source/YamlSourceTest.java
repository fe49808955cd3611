package dev.trestle.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.settings.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlSourceTest {
    @TempDir
    private Path directory = Path.of(".");

    /** An editor that saves in place leaves a file empty for a moment; a gateway that takes this for its routes serves nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# routes to come\n", "---\n", "null\n"})
    void file_isRefused_whenThereIsNothingInIt(String text) throws IOException {
        Path empty = Files.writeString(directory.resolve("a.yaml"), text);
        Files.writeString(directory.resolve("b.yaml"), "routes: []");
        String problem = empty + ":1:1: : empty (expected: clusters, routes, listeners)";
        assertThat(problems(empty)).containsExactly(problem);
        assertThat(problems(directory)).containsExactly(problem);
    }

    @Test
    void file_isGood_whenItSaysThatThereAreNoRoutes() throws IOException {
        assertThat(problems(Files.writeString(directory.resolve("a.yaml"), "routes: []")))
                .isEmpty();
    }

    @Test
    void file_isRefused_whenItsBytesAreNoUtf8() throws IOException {
        Path file = Files.write(directory.resolve("a.yaml"), new byte[] {'#', (byte) 0xff, '\n'});
        assertThat(problems(file)).singleElement().asString().contains("cannot be read");
    }

    private static List<String> problems(Path fileOrDirectory) {
        return new YamlSource(Map.of())
                .load(fileOrDirectory).problems().list().stream()
                        .map(Problem::toString)
                        .toList();
    }
}
