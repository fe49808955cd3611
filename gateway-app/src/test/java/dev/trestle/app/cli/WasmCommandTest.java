package dev.trestle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.Repository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WasmCommandTest {
    private static final Path MODULES = Repository.root().resolve("examples/wasm");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void inspect_says0AndWhatAModuleIs_whenItIsOne() {
        assertThat(run("wasm", "inspect", MODULES.resolve("ledger.wasm").toString()))
                .isZero();
        assertThat(out.toString())
                .startsWith(MODULES.resolve("ledger.wasm") + ": a proxy-wasm module\n")
                .containsPattern("ABI +0\\.2\\.1\n")
                .containsPattern("codec +yes: ")
                .containsPattern("env\\.proxy_set_property +iiii>i\n")
                .contains("proxy_on_upstream_data");
    }

    @Test
    void inspect_printsJson_whenAsked() throws IOException {
        assertThat(run(
                        "wasm",
                        "inspect",
                        "--json",
                        MODULES.resolve("lines.wasm").toString()))
                .isZero();
        JsonNode all = new JsonMapper().readTree(out.toString());
        assertThat(all.get("good").asBoolean()).isTrue();
        assertThat(all.get("abi").asString()).isEqualTo("0.2.1");
        assertThat(all.get("sizeBytes").asLong()).isEqualTo(Files.size(MODULES.resolve("lines.wasm")));
        assertThat(all.at("/memory/initialPages").asInt()).isPositive();
        assertThat(all.at("/fits/0/place").asString()).isEqualTo("codec");
        assertThat(all.at("/fits/0/verdict").asString()).isEqualTo("yes");
        assertThat(all.at("/fits/1/place").asString()).isEqualTo("http_filter");
        assertThat(all.at("/imports/0/answer").asString()).isEqualTo("host");
    }

    @Test
    void inspect_says1AndWhatToDo_whenTheModuleIsPacked() {
        Path packed = MODULES.resolve("dubbo.wasm.gz");
        assertThat(run("wasm", "inspect", packed.toString())).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("trestle: " + packed
                        + ": packed by gzip (expected: a WebAssembly module; unpack it: gunzip -k FILE)");
    }

    @Test
    void inspect_says1AndWhy_whenTheModuleWouldBeRefused() throws IOException {
        Path file = Files.write(directory.resolve("none.wasm"), HexFormat.of().parseHex("0061736d01000000"));
        assertThat(run("wasm", "inspect", file.toString())).isEqualTo(1);
        assertThat(out.toString())
                .startsWith(file + ": refused\n")
                .containsPattern("refused +memories: 0 \\(expected: 1\\)")
                .containsPattern("refused +proxy-wasm ABI: none");
    }

    @Test
    void inspect_takesWhatAConfigurationMayName() throws IOException {
        Files.copy(MODULES.resolve("lines.wasm"), directory.resolve("lines.wasm"));
        assertThat(run("wasm", "inspect", directory.toString())).isZero();
        assertThat(out.toString()).contains("fits as\n  codec           yes");
        assertThat(run("wasm", "inspect", "oci:" + directory)).isEqualTo(3);
        assertThat(err.toString()).contains("index.json: not there");
    }

    @Test
    void inspect_says3InOneLine_whenThereIsNoSuchFile() {
        assertThat(run("wasm", "inspect", "no/such.wasm")).isEqualTo(3);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("trestle: no/such.wasm: not there (expected: a WebAssembly module)"
                        + "name a .wasm file, or a directory or OCI image layout with one");
    }

    @Test
    void wasm_showsItsHelp_whenNoCommandIsNamed() {
        assertThat(run("wasm")).isZero();
        assertThat(out.toString()).startsWith("Usage: trestle wasm").contains("inspect");
    }

    private int run(String... args) {
        return CommandLines.of(Map.of(), new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(args);
    }
}
