package dev.trestle.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The helm commands of the guides, by the real Helm: what they would install is rendered, since a cluster is what there is not. */
class GuidesTest {
    private static final Path GUIDES =
            Chart.HOME.resolveSibling("").resolve("../docs/guide").normalize();
    private static final Pattern COMMAND = Pattern.compile("(?m)^helm (?:.*\\\\\\n)*.*$");
    private static final Pattern SHOP = Pattern.compile("(?s)write `shop\\.yaml`:\\n\\n```yaml\\n(.*?)```");

    @TempDir
    private Path directory = Path.of(".");

    static List<String> renderings() {
        return commands()
                .filter(command -> command.matches("(?s)helm (?:template|install|upgrade) .*"))
                .toList();
    }

    /** The page's own routes arrive in the ConfigMap as they are written. */
    @ParameterizedTest
    @MethodSource("renderings")
    void command_rendersWhatKubernetesTakes(String command) throws IOException {
        String routes = shop();
        Files.writeString(directory.resolve("shop.yaml"), routes);
        Manifests rendered = Manifests.parse(render(command));
        assertThat(rendered.kinds()).contains("Deployment", "Service", "ConfigMap");
        rendered.list()
                .forEach(manifest -> assertThatCode(() -> ApiSchema.validate(manifest))
                        .as(manifest + " " + manifest.json())
                        .doesNotThrowAnyException());
        assertThat(rendered.list())
                .anySatisfy(manifest -> assertThat(
                                manifest.json().path("data").path("shop.yaml").asString(""))
                        .isEqualTo(routes));
    }

    @Test
    void otherCommands_areOfAFewKinds() {
        assertThat(commands().filter(command -> !renderings().contains(command)))
                .contains("helm lint helm/trestle")
                .allMatch(command ->
                        command.matches("helm (?:lint helm/trestle|-n shop test edge --logs|rollback edge -n shop)"));
    }

    private static Stream<String> commands() {
        try (Stream<Path> pages = Files.list(GUIDES)) {
            return pages
                    .sorted()
                    .flatMap(page -> COMMAND.matcher(text(page)).results())
                    .map(MatchResult::group)
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** An upgrade keeps the values of the installation, which here are those of the page's installation. */
    private String render(String command) {
        TemplateCommand template = new Helm(Chart.HOME).template().withKubeVersion("1.34.0");
        if (command.startsWith("helm upgrade")) {
            options(
                    template,
                    renderings().stream()
                            .filter(each -> each.startsWith("helm install"))
                            .findFirst()
                            .orElseThrow());
        }
        options(template, command);
        return template.call();
    }

    private void options(TemplateCommand template, String command) {
        Deque<String> words = new ArrayDeque<>(Arrays.asList(
                command.replace("\\\n", " ").replace("'", "").strip().split("\\s+")));
        words.removeFirst();
        words.removeFirst();
        List<String> names = new ArrayList<>();
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            switch (word) {
                case "-n" -> template.withNamespace(words.removeFirst());
                case "--set" -> {
                    String[] value = words.removeFirst().split("=", 2);
                    template.set(value[0], value[1]);
                }
                case "--set-file" -> {
                    String[] value = words.removeFirst().split("=", 2);
                    template.setFile(value[0], directory.resolve(value[1]));
                }
                case "--create-namespace", "--reset-then-reuse-values" -> {}
                default -> names.add(word);
            }
        }
        assertThat(names).as(command).containsExactly("edge", "helm/trestle");
        template.withName("edge");
    }

    private static String shop() {
        MatchResult block = SHOP.matcher(text(GUIDES.resolve("kubernetes.md")))
                .results()
                .findFirst()
                .orElseThrow();
        return block.group(1);
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
