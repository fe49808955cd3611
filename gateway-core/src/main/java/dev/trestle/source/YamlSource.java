package dev.trestle.source;

import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.bridge.settings.ProblemCollector;
import dev.trestle.bridge.settings.RecordBinder;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.config.GatewayConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads YAML into a {@link LoadedConfig}: a file, or a directory as the union of its {@code *.yaml} and {@code *.yml} files. */
public final class YamlSource {
    private final Map<String, String> environment;

    /** Reads with these values for {@code ${env:NAME}}. */
    public YamlSource(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Reads a file or directory. Never throws: what is wrong is in the result's problems. */
    public LoadedConfig load(Path fileOrDirectory) {
        boolean directory = Files.isDirectory(fileOrDirectory);
        Path parent = fileOrDirectory.toAbsolutePath().getParent();
        ReadFiles files = new ReadFiles(directory || parent == null ? fileOrDirectory : parent);
        List<Problem> problems = new ArrayList<>();
        List<SettingsNode.Mapping> parts = new ArrayList<>();
        try {
            for (Path file : directory ? files(fileOrDirectory) : List.of(fileOrDirectory)) {
                parts.add(reader(file.toString(), files, problems).read(text(file, files)));
            }
        } catch (IOException unreadable) {
            problems.add(new Problem(
                    new Position(fileOrDirectory.toString(), 0, 0), "", "cannot be read: " + unreadable.getMessage()));
        }
        if (parts.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(
                    new Position(fileOrDirectory.toString(), 0, 0), "", "no *.yaml file (expected: at least one)"));
        }
        return bind(united(fileOrDirectory.toString(), parts, problems), files, problems);
    }

    /** Reads text that is no file; {@code name} stands in positions. */
    public LoadedConfig parse(String name, String text, Path baseDirectory) {
        ReadFiles files = new ReadFiles(baseDirectory);
        List<Problem> problems = new ArrayList<>();
        SettingsNode.Mapping root = reader(name, files, problems).read(text);
        return bind(root, files, problems);
    }

    private YamlReader reader(String name, ReadFiles files, List<Problem> problems) {
        return new YamlReader(name, new Placeholders(environment, files), problems::add);
    }

    /** The files that count in {@code directory}, in the order they are read; none when it cannot be read. */
    static List<Path> files(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(f -> f.getFileName().toString().matches("[^.].*\\.ya?ml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static String text(Path file, ReadFiles files) throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(files.read(file)))
                .toString();
    }

    /** Mappings unite by name, lists are put one after the other. */
    private static SettingsNode.Mapping united(String name, List<SettingsNode.Mapping> parts, List<Problem> problems) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        Map<String, SettingsNode> entries = new LinkedHashMap<>();
        Map<String, Position> keys = new LinkedHashMap<>();
        for (SettingsNode.Mapping part : parts) {
            part.entries().forEach((key, value) -> {
                Position at = Objects.requireNonNull(part.keys().get(key));
                keys.putIfAbsent(key, at);
                entries.merge(key, value, (a, b) -> both(key, a, b, problems));
            });
        }
        return new SettingsNode.Mapping(new Position(name, 0, 0), entries, keys);
    }

    private static SettingsNode both(String section, SettingsNode a, SettingsNode b, List<Problem> problems) {
        if (a instanceof SettingsNode.Sequence first && b instanceof SettingsNode.Sequence second) {
            List<SettingsNode> items = new ArrayList<>(first.items());
            items.addAll(second.items());
            return new SettingsNode.Sequence(first.position(), items);
        }
        if (a instanceof SettingsNode.Mapping first && b instanceof SettingsNode.Mapping second) {
            Map<String, SettingsNode> entries = new LinkedHashMap<>(first.entries());
            Map<String, Position> keys = new LinkedHashMap<>(first.keys());
            second.entries().forEach((key, value) -> {
                Position at = Objects.requireNonNull(second.keys().get(key));
                Position earlier = keys.putIfAbsent(key, at);
                if (earlier != null) {
                    problems.add(new Problem(at, section + "." + key, "written twice (first at " + earlier + ")"));
                }
                entries.putIfAbsent(key, value);
            });
            return new SettingsNode.Mapping(first.position(), entries, keys);
        }
        problems.add(new Problem(b.position(), section, "of another kind than at " + a.position()));
        return a;
    }

    private static LoadedConfig bind(SettingsNode.Mapping root, ReadFiles files, List<Problem> problems) {
        ProblemCollector collector = new ProblemCollector(root);
        problems.forEach(collector::add);
        GatewayConfig config = RecordBinder.bind(GatewayConfig.class, root, collector);
        if (config != null) {
            CrossChecks.check(config, collector);
        }
        return new LoadedConfig(collector.any() ? null : config, root, files, collector);
    }
}
