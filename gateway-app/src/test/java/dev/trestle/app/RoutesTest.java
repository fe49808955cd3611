package dev.trestle.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.Repository.Block;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway;
import dev.trestle.source.LoadedConfig;
import dev.trestle.source.YamlSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What operators read first is right: the configurations that come along, and those that the pages show. */
class RoutesTest {
    /** Pages name filters and secrets that are not shipped. */
    private static final Pattern A_FILE_OF_THE_READERS = Pattern.compile("no such file: (?:filters|secrets)/");

    private final YamlSource source = new YamlSource(Map.of());

    static List<Path> files() {
        return Repository.routes();
    }

    static Stream<Block> blocks() {
        return Repository.blocks().stream().filter(Block::isComplete);
    }

    @ParameterizedTest
    @MethodSource("files")
    void file_hasNoProblem(Path file) {
        assertThat(problems(source.load(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void file_namesTheSchemaForEditors(Path file) {
        assertThat(Repository.read(file)).startsWith("# yaml-language-server: $schema=schema.json\n");
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void blockOfAPage_hasNoProblem(Block block) {
        Path routes = Repository.root().resolve("routes");
        assertThat(problems(source.parse(block.place(), block.text(), routes)))
                .filteredOn(problem ->
                        !A_FILE_OF_THE_READERS.matcher(problem.detail()).find())
                .isEmpty();
    }

    private static List<Problem> problems(LoadedConfig loaded) {
        return Gateway.check(loaded, Factories.discovered());
    }
}
