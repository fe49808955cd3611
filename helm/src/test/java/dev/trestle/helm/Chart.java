package dev.trestle.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The chart, as Helm sees it. Needs no helm binary: Helm is linked in. */
final class Chart {
    /** Where the chart is; tests run in the module's directory. */
    static final Path HOME = Path.of("trestle").toAbsolutePath();

    static final YAMLMapper YAML = new YAMLMapper();

    private static final String KUBERNETES = "1.34.0";

    private Chart() {}

    /** The sets of values beside the chart, each an installation somebody could have. */
    static List<Path> sets() {
        try (Stream<Path> files = Files.list(HOME.resolve("ci"))) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A set by name. */
    static Path set(String name) {
        return HOME.resolve("ci").resolve(name + ".yaml");
    }

    static LintResult lint() {
        return new Helm(HOME).lint().strict().call();
    }

    /** Renders {@code set} with {@code changes}, each as {@code path=value} with the value in YAML: {@code ports.http=8081}. */
    static Manifests template(Path set, String... changes) {
        return Manifests.parse(text(HOME, set, changes));
    }

    /** As {@link #template}, and the pod of {@code helm test} with it, which Helm otherwise keeps to itself. */
    static Manifests templateWithHooks(Path set, String... changes) {
        return Manifests.parse(text(CopyWithoutHooks.PATH, set, changes));
    }

    /** What Helm says when it refuses {@code set} with {@code changes}; that it took them, when it does not. */
    static String refusal(Path set, String... changes) {
        try {
            text(HOME, set, changes);
        } catch (IllegalStateException refused) {
            return Objects.toString(refused.getMessage());
        }
        return "taken: " + String.join(", ", changes);
    }

    /** What an installation ends with. */
    static String notes(Path set, String... changes) {
        return withOverlay(
                changes,
                overlay -> new Helm(HOME)
                        .install()
                        .clientOnly()
                        .dryRun()
                        .withName("demo")
                        .withNamespace("shop")
                        .withKubeVersion(KUBERNETES)
                        .withValuesFile(set)
                        .withValuesFile(overlay)
                        .call()
                        .getOutput());
    }

    private static String text(Path chart, Path set, String... changes) {
        return withOverlay(
                changes,
                overlay -> new Helm(chart)
                        .template()
                        .withName("demo")
                        .withNamespace("shop")
                        .withKubeVersion(KUBERNETES)
                        .withValuesFile(set)
                        .withValuesFile(overlay)
                        .call());
    }

    private interface Render {
        String with(Path overlay);
    }

    private static String withOverlay(String[] changes, Render render) {
        ObjectNode values = YAML.createObjectNode();
        for (String change : changes) {
            int split = change.indexOf('=');
            put(values, List.of(change.substring(0, split).split("\\.")), change.substring(split + 1));
        }
        try {
            Path overlay = Files.writeString(Files.createTempFile("values", ".yaml"), values.toString());
            try {
                return render.with(overlay);
            } finally {
                Files.delete(overlay);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void put(ObjectNode values, List<String> path, String value) {
        ObjectNode node = values;
        for (String step : path.subList(0, path.size() - 1)) {
            node = node.has(step) ? (ObjectNode) node.get(step) : node.putObject(step);
        }
        node.set(path.getLast(), YAML.readTree(value));
    }
}
