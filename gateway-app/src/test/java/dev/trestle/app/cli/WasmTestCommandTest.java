package dev.trestle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WasmTestCommandTest {
    private static final Path MODULES = Repository.root().resolve("wasm-host/src/test/resources/wasm");
    private static final Path EXAMPLES = Repository.root().resolve("examples/wasm");
    private static final String HEAD = "{ \":method\": GET, \":path\": /, \":authority\": a }";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory = Path.of(".");

    @ParameterizedTest
    @ValueSource(strings = {"assemblyscript.wasm", "rust.wasm", "go.wasm.gz"})
    void modulesOfThreeSdks_doWhatTheScenariosSay(String module) throws IOException {
        Path scenario = MODULES.resolve("scenario.yaml");
        int code = run(unpacked(MODULES.resolve(module)), scenario);
        assertThat(code).as(out + "\n" + err).isZero();
        assertThat(out.toString()).endsWith(scenario + ": 11 scenarios, all as expected\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines.wasm", "key.wasm", "ledger.wasm", "dubbo.wasm.gz"})
    void codecsOfTheExamples_doWhatTheirScenariosSay(String module) throws IOException {
        Path scenario = EXAMPLES.resolve(module.replaceFirst("\\.wasm.*", ".scenario.yaml"));
        int code = run(unpacked(EXAMPLES.resolve(module)), scenario);
        assertThat(code).as(out + "\n" + err).isZero();
    }

    @Test
    void everyDifference_isShown_expectedAndActual() throws IOException {
        Path scenario = write("configuration: headers\nscenarios:\n  - name: wrong\n    steps:\n"
                + "      - requestHeaders: { headers: " + HEAD + ", end: true }\n"
                + "        expect: { action: pause, requestHeaders: { x-added: \"3\" }, log: [never said], metrics: { none: 1 },"
                + " reply: { status: 401 }, callouts: [{}], sharedData: { k: v }, requestBody: { contains: x },"
                + " resumed: [request] }\n");
        assertThat(run(MODULES.resolve("rust.wasm"), scenario)).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("DIFFERENT  wrong\n")
                .contains("DIFFERENT action\n      expected  pause\n      actual    continue\n")
                .contains("DIFFERENT requestHeaders.x-added\n      expected  3\n      actual    [1, 2]\n")
                .contains("DIFFERENT log\n      expected  never said\n      actual    INFO ")
                .contains("DIFFERENT metrics.none\n      expected  1\n      actual    no such metric\n")
                .contains("DIFFERENT reply\n", "DIFFERENT callouts\n", "DIFFERENT sharedData.k\n")
                .contains("DIFFERENT requestBody\n", "DIFFERENT resumed\n")
                .contains("requestHeaders + x-added: 1\n")
                .endsWith(": 1 scenario, 1 different\n");
    }

    @Test
    void moduleThatBreaksOff_isADifference_unlessItIsExpected() throws IOException {
        String steps = "steps:\n      - requestHeaders: { headers: " + HEAD + ", end: true }\n";
        Path scenario = write("limits: { maxCallTime: 20ms }\nscenarios:\n"
                + "  - name: unforeseen\n    configuration: panic\n    steps: []\n"
                + "  - name: foreseen\n    configuration: panic\n    refused: { contains: does not start }\n"
                + "  - name: none\n    configuration: hello\n    " + steps);
        assertThat(run(MODULES.resolve("rust.wasm"), scenario)).isEqualTo(1);
        assertThat(out.toString())
                .contains("DIFFERENT  unforeseen\n")
                .contains(
                        "DIFFERENT refused\n      expected  the module starts\n      actual    the module does not start")
                .contains("good       foreseen\n")
                .endsWith("3 scenarios, 1 different\n");
    }

    @Test
    void stepThatCannotBe_endsItsScenario() throws IOException {
        Path scenario = write("scenarios:\n  - name: early\n    configuration: hello\n    steps:\n"
                + "      - calloutReply: { status: 200 }\n      - tick: 1\n"
                + "  - name: still\n    configuration: hello\n    steps: [{ tick: 1 }]\n");
        assertThat(run(MODULES.resolve("rust.wasm"), scenario)).isEqualTo(1);
        assertThat(out.toString())
                .contains("actual    no request waits for an answer\n", "actual    the module has no timer that runs\n")
                .doesNotContain("2 tick");
    }

    @Test
    void scenarioThatIsWrong_isRefused_withTheNearMissAndItsPlace() throws IOException {
        Path scenario = write("scenarios:\n  - name: a\n    step: []\n  - name: b\n    steps:\n"
                + "      - requestHeader: {}\n      - { tick: 1, event: close }\n");
        assertThat(run(EXAMPLES.resolve("lines.wasm"), scenario)).isEqualTo(1);
        assertThat(err.toString())
                .contains(scenario + ":3:5: scenarios[0].step: unknown key (did you mean: steps?)")
                .contains(scenario
                        + ":6:9: scenarios[1].steps[0].requestHeader: unknown key (did you mean: requestHeaders?)")
                .contains(":7:9: scenarios[1].steps[1]: tick, event (expected: one of requestHeaders, ");
    }

    @Test
    void propertyThatIsNoValue_isRefused() throws IOException {
        Path scenario = write("scenarios:\n  - name: a\n    properties: { a: 99999999999999999999 }\n"
                + "  - name: b\n    properties: { b: [1] }\n");
        assertThat(run(EXAMPLES.resolve("lines.wasm"), scenario)).isEqualTo(1);
        assertThat(err.toString())
                .contains(":3:5: scenarios[0].properties: a (expected: text, true, false, or a number of 64 bits)")
                .contains(":5:5: scenarios[1].properties: b (expected: text");
    }

    @Test
    void emptyFile_isRefused_withTheKeysOfAScenarioFile() throws IOException {
        assertThat(run(EXAMPLES.resolve("lines.wasm"), write(""))).isEqualTo(1);
        assertThat(err.toString()).contains("empty (expected: configuration, vmConfiguration, ", "scenarios)");
    }

    @Test
    void missingFile_says3() {
        assertThat(run(EXAMPLES.resolve("lines.wasm"), Path.of("no/such.yaml"))).isEqualTo(3);
        assertThat(err.toString()).startsWith("trestle: no/such.yaml: not there (expected: a YAML file of scenarios)");
    }

    @Test
    void results_areJson_whenAsked() throws IOException {
        Path scenario = write("configuration: deny\nscenarios:\n  - name: one\n    steps:\n"
                + "      - requestHeaders: { headers: " + HEAD + ", end: true }\n"
                + "        expect: { reply: { status: 402 } }\n");
        assertThat(run(MODULES.resolve("rust.wasm"), scenario, "--json")).isEqualTo(1);
        JsonNode all = new JsonMapper().readTree(out.toString());
        assertThat(all.get("good").asBoolean()).isFalse();
        assertThat(all.at("/scenarios/0/steps/1/title").asString()).isEqualTo("1 requestHeaders");
        JsonNode difference = all.at("/scenarios/0/steps/1/differences/0");
        assertThat(difference.get("what").asString()).isEqualTo("reply.status");
        assertThat(difference.get("expected").asString()).isEqualTo("402");
        assertThat(difference.get("actual").asString()).isEqualTo("401");
    }

    private Path unpacked(Path module) throws IOException {
        if (!module.toString().endsWith(".gz")) {
            return module;
        }
        Path file = directory.resolve("unpacked.wasm");
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(module))) {
            Files.write(file, packed.readAllBytes());
        }
        return file;
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("scenario.yaml"), text);
    }

    private int run(Path module, Path scenario, String... more) {
        String[] args = {"wasm", "test", module.toString(), "--scenario", scenario.toString()};
        String[] all = java.util.stream.Stream.of(args, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
        return CommandLines.of(Map.of(), new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(all);
    }
}
