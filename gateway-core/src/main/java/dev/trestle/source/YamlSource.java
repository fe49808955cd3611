package dev.trestle.source;

import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.ProblemCollector;
import dev.trestle.bridge.settings.RecordBinder;
import dev.trestle.bridge.settings.SettingsKey;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.bridge.settings.Shape;
import dev.trestle.config.GatewayConfig;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
        Findings findings = new Findings();
        List<Path> named = directory ? files(fileOrDirectory) : List.of(fileOrDirectory);
        if (named.isEmpty()) {
            findings.loseText(
                    new Position(fileOrDirectory.toString(), 0, 0), "no *.yaml file (expected: at least one)");
        }
        List<SettingsNode.Mapping> parts = new ArrayList<>();
        Map<String, Integer> before = new HashMap<>();
        for (Path file : named) {
            String text = text(file, files, findings);
            SettingsNode.Mapping part = text == null
                    ? null
                    : reader(file.toString(), files, before, findings).read(text);
            if (part != null) {
                parts.add(Sections.filled(part, findings));
                part.entries().forEach((key, value) -> before.merge(key, length(value), Integer::sum));
            }
        }
        return bind(Sections.united(fileOrDirectory.toString(), parts, findings), files, findings);
    }

    private static int length(SettingsNode value) {
        return value instanceof SettingsNode.Sequence list ? list.items().size() : 0;
    }

    /** Reads text that is no file; {@code name} stands in positions. */
    public LoadedConfig parse(String name, String text, Path baseDirectory) {
        ReadFiles files = new ReadFiles(baseDirectory);
        Findings findings = new Findings();
        SettingsNode.Mapping root = reader(name, files, Map.of(), findings).read(text);
        List<SettingsNode.Mapping> parts = root == null ? List.of() : List.of(Sections.filled(root, findings));
        return bind(Sections.united(name, parts, findings), files, findings);
    }

    private YamlReader reader(String name, ReadFiles files, Map<String, Integer> before, Findings findings) {
        return reader(name, files, before, findings, "clusters, routes, listeners");
    }

    private YamlReader reader(
            String name, ReadFiles files, Map<String, Integer> before, Findings findings, String expected) {
        return new YamlReader(name, new Placeholders(environment, files), before, findings, expected);
    }

    /** Reads a file that is no configuration, such as a test of one, into a record of its own. Never throws, as {@link #load}. */
    public <R extends Record> LoadedFile<R> load(Path file, Class<R> type) {
        Path parent = file.toAbsolutePath().getParent();
        ReadFiles files = new ReadFiles(parent == null ? file : parent);
        Findings findings = new Findings();
        String text = text(file, files, findings);
        String keys = String.join(
                ", ",
                new Shape.Mapping(type).keys().stream().map(SettingsKey::name).toList());
        SettingsNode.Mapping written = text == null
                ? null
                : reader(file.toString(), files, Map.of(), findings, keys).read(text);
        ProblemCollector collector =
                new ProblemCollector(written == null ? Sections.united(file.toString(), List.of(), findings) : written);
        findings.into(collector);
        R value = written == null ? null : RecordBinder.bind(type, written, collector);
        return new LoadedFile<>(collector.any() ? null : value, collector.list());
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

    private static @Nullable String text(Path file, ReadFiles files, Findings findings) {
        try {
            return Utf8Text.of(file.toString(), files.read(file), findings);
        } catch (NoSuchFileException | AccessDeniedException refused) {
            String why = refused instanceof NoSuchFileException ? "no such file" : "no permission to read it";
            findings.loseText(new Position(file.toString(), 0, 0), why);
        } catch (IOException unreadable) {
            findings.loseText(new Position(file.toString(), 0, 0), "cannot be read: " + unreadable.getMessage());
        }
        return null;
    }

    private static LoadedConfig bind(SettingsNode.Mapping root, ReadFiles files, Findings findings) {
        ProblemCollector collector = new ProblemCollector(root);
        findings.into(collector);
        GatewayConfig config = RecordBinder.bind(GatewayConfig.class, root, collector);
        if (findings.whole()) {
            CrossChecks.check(Draft.of(root), collector);
        }
        return new LoadedConfig(collector.any() ? null : config, root, files, collector);
    }
}
