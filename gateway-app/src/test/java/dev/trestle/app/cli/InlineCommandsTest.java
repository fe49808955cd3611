package dev.trestle.app.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.trestle.app.Repository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands in the midst of a sentence are not run, since what they name is the reader's; but they are commands. */
class InlineCommandsTest {
    private static final Pattern COMMAND = Pattern.compile("`\\./trestle ([^`]+ [^`]+)`");

    static Stream<String> commands() {
        Path root = Repository.root();
        try (Stream<Path> pages = Files.walk(root.resolve("docs"))) {
            return Stream.concat(
                    Stream.of(root.resolve("README.md")),
                    pages.filter(page -> page.toString().endsWith(".md")).sorted())
                    .flatMap(page ->
                            COMMAND.matcher(Repository.read(page)).results().map(found -> found.group(1)))
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void command_isUnderstood(String command) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        assertThatCode(() -> CommandLines.of(Map.of(), nowhere, nowhere).parseArgs(command.split(" ")))
                .as(command)
                .doesNotThrowAnyException();
    }
}
