package dev.trestle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of this repository: what operators read, and what is generated into it. */
public final class Repository {
    private static final Pattern YAML_BLOCK =
            Pattern.compile("^```yaml\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final String REWRITE =
            "./mvnw verify -pl gateway-app -am -Dtest='ConfigSchemaTest,ReferenceTest' -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -DskipITs -Dtrestle.write=true";

    private Repository() {}

    /** Where it is. */
    public static Path root() {
        return Installation.current().root();
    }

    /** The configurations below {@code routes/}. */
    public static List<Path> routes() {
        return list(root().resolve("routes"), ".yaml");
    }

    /**
     * A YAML block of a page.
     *
     * @param place for messages: {@code thrift.md#1}
     */
    public record Block(String place, String text) {
        /** Whether it is a configuration of its own, and no part of one. */
        public boolean isComplete() {
            return text.startsWith("clusters:") && (text.contains("routes:") || text.contains("listeners:"));
        }

        /** Whether it is no configuration, but what a module is tried with. */
        public boolean isScenarios() {
            return text.startsWith("scenarios:") || text.contains("\nscenarios:");
        }

        @Override
        public String toString() {
            return place;
        }
    }

    /** Every YAML block of the README and the guides that is a configuration, or a part of one. */
    public static List<Block> blocks() {
        return allBlocks().stream().filter(block -> !block.isScenarios()).toList();
    }

    /** The others: what modules are tried with. */
    public static List<Block> scenarioBlocks() {
        return allBlocks().stream().filter(Block::isScenarios).toList();
    }

    private static List<Block> allBlocks() {
        List<Path> pages = new ArrayList<>(list(root().resolve("docs/guide"), ".md"));
        pages.add(root().resolve("README.md"));
        List<Block> blocks = new ArrayList<>();
        for (Path page : pages) {
            Matcher matcher = YAML_BLOCK.matcher(read(page));
            for (int i = 1; matcher.find(); i++) {
                blocks.add(new Block(page.getFileName() + "#" + i, matcher.group(1)));
            }
        }
        return blocks;
    }

    /** Fails if {@code path} holds anything but {@code generated}; with {@code -Dtrestle.write=true} puts it there instead. */
    public static void assertCurrent(String path, String generated) throws IOException {
        Path file = root().resolve(path);
        if (Boolean.getBoolean("trestle.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, generated);
        }
        assertThat(file)
                .as("%s, which this command rewrites: %s", path, REWRITE)
                .content()
                .isEqualTo(generated);
    }

    /** The text of a file. */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Path> list(Path directory, String suffix) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
