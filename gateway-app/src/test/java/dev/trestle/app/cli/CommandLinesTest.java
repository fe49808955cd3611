package dev.trestle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandLinesTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void check_says0AndASummary_whenTheRoutesAreGood() throws IOException {
        Path file = write("listeners: [{ http: 0 }]\n");
        assertThat(run("check", file.toString())).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines(file + ": good, 0 routes, 0 clusters");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void check_says1AndEveryProblemWithItsPlace_whenTheyAreNot() throws IOException {
        Path file = write("listeners:\n  - htp: 8080\nroute: []\n");
        assertThat(run("check", file.toString())).isEqualTo(1);
        assertThat(out.toString().lines().toList())
                .anyMatch(line -> line.startsWith(file + ":2:")
                        && line.endsWith(": listeners[0].htp: unknown key (did you mean: http?)"))
                .contains(file + ":3:1: route: unknown key (did you mean: routes?)");
        assertThat(err.toString()).contains("problems");
    }

    @Test
    void check_says3InOneLine_whenThereIsNoSuchFile() {
        assertThat(run("check", "no/such.yaml")).isEqualTo(3);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("trestle: no/such.yaml: not there (expected: a YAML file or a directory)"
                        + "name what to check: trestle check DIR_OR_FILE");
    }

    @Test
    void run_says1AndEveryProblem_whenTheRoutesAreNotGood() throws IOException {
        Path file = write("listeners:\n  - htp: 8080\n");
        assertThat(run("run", "--routes", file.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains(file + ":2:", ": listeners[0].htp: ")
                .doesNotContain("\tat ");
    }

    @Test
    void usageError_says2_andWhereToLook() {
        assertThat(run("run")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "trestle: Missing required option: '--routes=DIR_OR_FILE'see: trestle run --help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo --port 70000",
                "demo --port=-1",
                "demo --dubbo-port 65536",
                "run --routes x --port 70000",
                "run --routes x --management-port 99999",
                "run --routes x --drain-timeout=-5",
                "run --routes x --drain-timeout 99999999999"
            })
    void numberOutOfRange_says2_andTheRange(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString())
                .containsPattern("\\d \\(expected: 0\\.\\.\\d+\\)")
                .doesNotContain("xception", "defect");
    }

    @Test
    void run_says3InTwoLines_whenThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            Path file = write("routes: []");
            String port = Integer.toString(taken.getLocalPort());
            assertThat(run("run", "--routes", file.toString(), "--port", port)).isEqualTo(3);
            assertThat(err.toString()).startsWith("trestle: port " + port + " ").doesNotContain("Exception");
        }
    }

    @Test
    void unknownCommand_says2_andTheNearMiss() {
        assertThat(run("chek", "routes")).isEqualTo(2);
        assertThat(err.toString()).contains("chek").contains("check");
    }

    @Test
    void help_namesEveryCommandAndEveryExitCode() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("run", "check", "demo", "version", "Exit codes:", "TRESTLE_JAVA_OPTS")
                .doesNotContain("rehearse");
    }

    @Test
    void noCommand_showsTheHelp() {
        assertThat(run()).isZero();
        assertThat(out.toString()).startsWith("Usage: trestle");
    }

    @Test
    void helpCommand_showsTheHelp_ofAllAndOfOne() {
        assertThat(run("help")).isZero();
        assertThat(out.toString()).startsWith("Usage: trestle");
        assertThat(run("help", "run")).isZero();
        assertThat(out.toString()).contains("Usage: trestle run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version"})
    void version_namesItselfAndTheJdk(String asked) {
        assertThat(run(asked)).isZero();
        assertThat(out.toString())
                .startsWith("trestle ")
                .contains(Runtime.version().toString());
    }

    @Test
    void check_printsEveryProblemAsJson_whenAsked() throws IOException {
        Path file = write("route: []\n");
        assertThat(run("check", "--json", file.toString())).isEqualTo(1);
        JsonNode all = new JsonMapper().readTree(out.toString());
        assertThat(all.get("good").asBoolean()).isFalse();
        assertThat(all.at("/problems/0/file").asString()).isEqualTo(file.toString());
        assertThat(all.at("/problems/0/line").asInt()).isEqualTo(1);
        assertThat(all.at("/problems/0/path").asString()).isEqualTo("route");
        assertThat(all.at("/problems/0/detail").asString()).contains("did you mean: routes?");
    }

    @Test
    void version_isJson_whenAsked() {
        assertThat(run("version", "--json")).isZero();
        JsonNode all = new JsonMapper().readTree(out.toString());
        assertThat(all.get("java").asString()).isEqualTo(Runtime.version().toString());
        assertThat(all.get("version").asString()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void completion_knowsCommandsAndOptions(String shell) {
        assertThat(run("completion", shell)).isZero();
        assertThat(out.toString()).contains("complete -F", "explain", "--management-port");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("routes.yaml"), text);
    }

    private int run(String... args) {
        return CommandLines.of(Map.of(), new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(args);
    }
}
