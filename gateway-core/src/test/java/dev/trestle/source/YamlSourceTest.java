package dev.trestle.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.bridge.settings.SettingsNode;
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
        String problem = empty + ":1:1: empty (expected: clusters, routes, listeners)";
        assertThat(problems(empty)).containsExactly(problem);
        assertThat(problems(directory)).containsExactly(problem);
    }

    @Test
    void file_isGood_whenItSaysThatThereAreNoRoutes() throws IOException {
        assertThat(problems(Files.writeString(directory.resolve("a.yaml"), "routes: []")))
                .isEmpty();
    }

    /** So looks a file that is half written: not like one that has no routes. */
    @Test
    void file_isRefused_whenItsKeysHaveNothing() throws IOException {
        Path file = Files.writeString(directory.resolve("a.yaml"), "routes:\nclusters:\n");
        assertThat(problems(file))
                .containsExactly(
                        file + ":1:1: routes: empty (expected: what it is to hold, or no such key)",
                        file + ":2:1: clusters: empty (expected: what it is to hold, or no such key)");
    }

    @Test
    void directory_isListed_ifItIsOneAndBelowTheConfiguration() throws IOException {
        Files.createDirectories(directory.resolve("plugins/b.wasm"));
        Files.writeString(directory.resolve("plugins/a.wasm"), "");
        ConfigFiles files = new YamlSource(Map.of())
                .load(Files.writeString(directory.resolve("a.yaml"), "routes: []"))
                .files();
        assertThat(files.names("plugins")).containsExactly("a.wasm", "b.wasm");
        assertThat(files.names("a.yaml")).isNull();
        assertThat(files.names("nowhere")).isNull();
        assertThatThrownBy(() -> files.names(".."))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leaves the configuration's directory");
    }

    @Test
    void file_isRefusedWithThePlace_whenItsBytesAreNoUtf8() throws IOException {
        Path file =
                Files.write(directory.resolve("a.yaml"), new byte[] {'#', '\n', (byte) 0xc3, (byte) 0xa4, (byte) 0xff});
        assertThat(problems(file)).containsExactly(file + ":2:2: byte 0xff (expected: text in UTF-8)");
    }

    @Test
    void file_isRefusedWithWhatIsWrong_whenItIsNoYaml() {
        assertThat(problems("clusters:\n\tx: {}\n"))
                .singleElement()
                .asString()
                .startsWith("a.yaml:2:1: not valid YAML: ")
                .contains("\\t(TAB)")
                .doesNotContain("while scanning");
    }

    @Test
    void missingFile_isSaidInOneLine() {
        Path none = directory.resolve("none.yaml");
        assertThat(problems(none)).containsExactly(none + ": no such file");
    }

    @Test
    void placeholder_isNamedWithItsWholePath_andNothingThatFollowsFromIt() {
        assertThat(
                        problems(
                                "clusters: {up: {endpoints: [\"${env:NONE}\", \"${file:none}\"], wire: {x: {}}}}\nroutes: [{match: {path: /}, cluster: up}]"))
                .containsExactly(
                        "a.yaml:1:29: clusters.up.endpoints[0]: ${env:NONE}: the environment variable is not set"
                                + " (expected: set, or a default as ${env:NONE:-value})",
                        "a.yaml:1:44: clusters.up.endpoints[1]: ${file:none}: no such file: none");
    }

    @Test
    void file_isNoPath_whenItsNameCannotBe() {
        assertThat(problems("listeners: [{http: \"${file:a\\0b}\"}]"))
                .containsExactly("a.yaml:1:20: listeners[0].http: ${file:a\\u0000b}: not a path: a\\u0000b");
    }

    @Test
    void keyWrittenTwice_isNamedWithItsWholePath() {
        assertThat(problems("listeners: [{http: 1}, {http: 2, http: 3}]"))
                .containsExactly("a.yaml:1:34: listeners[1].http: written twice (first at a.yaml:1:25)");
    }

    @Test
    void paths_areThoseOfTheUnion_inADirectory() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "listeners: [{http: 1}]");
        Path b = Files.writeString(directory.resolve("b.yaml"), "listeners: [{http: \"${env:NONE}\"}]");
        assertThat(problems(directory))
                .singleElement()
                .asString()
                .startsWith(b + ":1:20: listeners[1].http: ${env:NONE}: ");
    }

    /** What a file that cannot be read would have defined is not missing in the others. */
    @Test
    void brokenFile_isTheOnlyProblem_whenAnotherNeedsIt() throws IOException {
        Path a = Files.writeString(directory.resolve("a.yaml"), "clusters: {");
        Files.writeString(directory.resolve("b.yaml"), "routes: [{match: {path: /}, cluster: up}]");
        assertThat(problems(directory)).singleElement().asString().startsWith(a + ":1:");
    }

    @Test
    void name_isOnOneLine_whateverIsInIt() {
        assertThat(problems("clusters: {\"a\\n\\\"b\": {dns: \"nope.invalid\", wire: {x: {}}}}\nroutes: []"))
                .containsExactly(
                        "a.yaml:1:12: clusters[\"a\\n\\\"b\"]: nothing uses it (expected: a route or a tcp listener, or no such cluster)",
                        "a.yaml:1:23: clusters[\"a\\n\\\"b\"].dns.name: nope.invalid (expected: host:port)");
    }

    @Test
    void endpoints_areMissing_whenTheListIsEmpty() {
        assertThat(problems("clusters: {a: {endpoints: [], wire: {x: {}}}}\nroutes: [{match: {path: /}, cluster: a}]"))
                .containsExactly("a.yaml:1:16: clusters.a.endpoints: none (expected: at least one endpoint, or dns)");
    }

    @Test
    void everythingBelowAKeyThatSaysSo_isSecret() {
        SettingsNode root = source("""
                clusters:
                  token-shop: { endpoints: ["a:1"] }
                routes:
                  - dubbo:
                      attachments:
                        password: { const: hunter2, list: [hunter2, 42] }
                        apiKey: abc
                        db-passwd: true
                        plain: "${env:DB_PASSWORD} ${env:HOST}"
                        open: "${env:HOST}"
                """).root();
        assertThat(secrets(root)).containsExactly("hunter2", "hunter2", "42", "abc", "true", "pw a.example");
    }

    @Test
    void secret_isShownByNoProblem_whateverIsWrongWithIt() throws IOException {
        Files.writeString(directory.resolve("pw"), "hunter2");
        String yaml = """
                clusters:
                  a: { endpoints: ["${file:pw}"], wire: { x: {} } }
                routes:
                  - { match: { path: / }, cluster: "${file:pw}" }
                """;
        LoadedConfig loaded = new YamlSource(Map.of()).parse("a.yaml", yaml, directory);
        assertThat(loaded.problems().list())
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("hunter2"));
        assertThat(loaded.problems().list())
                .anySatisfy(problem -> assertThat(problem.detail()).contains("*** (expected: host:port)"));
    }

    private static List<String> secrets(SettingsNode node) {
        return switch (node) {
            case SettingsNode.Mapping mapping ->
                mapping.entries().values().stream()
                        .flatMap(value -> secrets(value).stream())
                        .toList();
            case SettingsNode.Sequence sequence ->
                sequence.items().stream()
                        .flatMap(item -> secrets(item).stream())
                        .toList();
            case SettingsNode.Scalar scalar -> scalar.secret() ? List.of(scalar.text()) : List.of();
        };
    }

    private static LoadedConfig source(String yaml) {
        return new YamlSource(Map.of("DB_PASSWORD", "pw", "HOST", "a.example")).parse("a.yaml", yaml, Path.of("."));
    }

    private static List<String> problems(String yaml) {
        return source(yaml).problems().list().stream().map(Problem::toString).toList();
    }

    private static List<String> problems(Path fileOrDirectory) {
        return new YamlSource(Map.of())
                .load(fileOrDirectory).problems().list().stream()
                        .map(Problem::toString)
                        .toList();
    }
}
