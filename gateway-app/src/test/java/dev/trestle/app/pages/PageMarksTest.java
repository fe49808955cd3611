package dev.trestle.app.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No command of a page goes unseen by {@link PagesIT}: what is one says so, and what it needs is one of a few things. */
class PageMarksTest {
    private static final Set<String> LANGUAGES = Set.of("", "sh", "console", "text", "json", "log", "yaml", "rust");
    private static final String A_COMMAND = "(?m)^(?:\\$ )?(?:\\./|curl |helm |kubectl |docker |mvn |git ).*";

    /** The README, and all below docs. */
    static List<Path> pages() {
        Path root = Repository.root();
        try (Stream<Path> files = Files.walk(root.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(root.resolve("README.md")),
                            files.filter(file -> file.toString().endsWith(".md"))
                                    .sorted())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<Fence> fences(Path page) {
        return Fence.of(Repository.root().relativize(page).toString(), Repository.read(page));
    }

    static Stream<Fence> blocks() {
        return pages().stream().flatMap(page -> fences(page).stream());
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void block_saysWhatItIs(Fence block) {
        assertThat(block.language()).isIn(LANGUAGES);
        if (block.language().isEmpty()) {
            assertThat(block.text())
                    .as("a command in a block without a language")
                    .doesNotContainPattern(A_COMMAND);
        }
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void commands_haveAMarkThatIsKnown_whereTheyBeginWithAComment(Fence block) {
        if (block.isCommands() && block.text().startsWith("#")) {
            assertThat(Mark.of(block)).as(block.text()).isPresent();
        }
    }

    /** Those that nobody runs here, too. */
    @ParameterizedTest
    @MethodSource("marked")
    void commands_areWhatAShellReads(Fence block) throws Exception {
        Process shell = new ProcessBuilder("bash", "-n", "-c", block.text())
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
    }

    static Stream<Fence> marked() {
        return blocks().filter(block -> block.isCommands() && Mark.of(block).isPresent());
    }
}
