package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.wasm.Inspection.Answer;
import dev.trestle.wasm.Inspection.Place;
import dev.trestle.wasm.Inspection.Verdict;
import dev.trestle.wasm.engine.Anatomy;
import dev.trestle.wasm.engine.ModuleException;
import dev.trestle.wasm.engine.Signature;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionTest {
    private static final String HEAD = "0061736d01000000";
    private static final String TYPE_VOID = "01" + "04" + "01" + "60" + "00" + "00";
    private static final String ONE_FUNCTION = "03" + "02" + "01" + "00";
    private static final String MEMORY = "05" + "03" + "01" + "00" + "01";

    private static Inspection inspect(String module) throws ModuleException {
        return Inspection.of(Plugins.module(module));
    }

    private static List<Verdict> verdicts(Inspection inspection) {
        return inspection.fits().stream().map(Inspection.Fit::verdict).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "go, V0_2_0, github.com/tetratelabs/proxy-wasm-go-sdk@v0.24.0",
        "rust, V0_2_1, proxy-wasm (Rust)",
        "assemblyscript, V0_2_1, @gcoredev/proxy-wasm-sdk-as"
    })
    void sdkModules_areFiltersOfBothKinds_andTellTheirSdk(String module, Abi abi, String kit) throws ModuleException {
        Inspection inspection = inspect(module);
        assertThat(inspection.refusals()).isEmpty();
        assertThat(inspection.notes()).isEmpty();
        assertThat(inspection.abi()).isEqualTo(abi);
        assertThat(inspection.kits()).contains(kit);
        assertThat(verdicts(inspection)).containsExactly(Verdict.UNLIKELY, Verdict.YES, Verdict.YES);
        assertThat(inspection.callbacks()).contains("proxy_on_request_headers", "proxy_on_tick");
        assertThat(inspection.imports(Answer.HOST))
                .extracting(each -> each.wanted().name())
                .contains("proxy_http_call", "proxy_get_property");
        assertThat(inspection.imports()).hasSameSizeAs(Plugins.code(module).imports());
    }

    @Test
    void imports_areWhatTheHostSaysWhenItStartsTheModule() throws ModuleException {
        for (String module : List.of("go", "rust", "assemblyscript", "dialect", "raw", "hostile", "first")) {
            assertThat(inspect(module).imports(Answer.UNKNOWN, Answer.OTHER_PARAMETERS))
                    .extracting(Inspection.Import::wanted)
                    .as(module)
                    .containsExactlyElementsOf(Plugin.unknownImports(Plugins.code(module)));
        }
    }

    @Test
    void codec_isYes_whenTheModuleNamesPropertiesOfCodecs() throws ModuleException {
        Inspection inspection = inspect("codec");
        assertThat(inspection.fits().getFirst().place()).isEqualTo(Place.CODEC);
        assertThat(inspection.fits().getFirst().verdict()).isEqualTo(Verdict.YES);
    }

    @Test
    void moduleOfNoAbi_isRefused_andFitsNowhere() throws ModuleException {
        Inspection inspection = Inspection.of(bytes(HEAD, MEMORY));
        assertThat(inspection.abi()).isNull();
        assertThat(inspection.refusals()).singleElement().asString().startsWith("proxy-wasm ABI: none (expected: ");
        assertThat(verdicts(inspection)).containsOnly(Verdict.NO);
    }

    @Test
    void everyReasonIsTold_whenThereAreSeveral() throws ModuleException {
        String wait = "fe01" + "02" + "00";
        String body = "0a" + "22" + "01" + "20" + "00" + "fd0c" + "00".repeat(16) + "1a" + "4100" + "4100" + "4200"
                + wait + "1a" + "0b";
        Inspection inspection = Inspection.of(bytes(HEAD, TYPE_VOID, ONE_FUNCTION, MEMORY, body));
        assertThat(inspection.refusals())
                .satisfiesExactly(
                        simd -> assertThat(simd).startsWith("the module uses SIMD, instruction V128_CONST"),
                        threads ->
                                assertThat(threads).startsWith("the module uses threads, instruction MEM_ATOMIC_WAIT"),
                        abi -> assertThat(abi).startsWith("proxy-wasm ABI: none"));
        assertThat(inspection.anatomy().features()).containsExactly("SIMD", "threads");
    }

    @Test
    void importWithOtherParameters_isNotThere_andTheOnesItHasHereAreShown() throws ModuleException {
        String name = "09" + HexFormat.of().formatHex("proxy_log".getBytes(StandardCharsets.US_ASCII));
        String imports = "02" + "11" + "01" + "03" + "656e76" + name + "00" + "00";
        Inspection.Import log =
                Inspection.of(bytes(HEAD, TYPE_VOID, imports, MEMORY)).imports().getFirst();
        assertThat(log.answer()).isEqualTo(Answer.OTHER_PARAMETERS);
        assertThat(log.offered()).isEqualTo(Signature.of("iii>i"));
    }

    @Test
    void memory_isTold_withItsMaximumIfItHasOne() throws ModuleException {
        Anatomy.Memory open = Inspection.of(bytes(HEAD, MEMORY)).anatomy().memory();
        assertThat(open).isNotNull();
        assertThat(open.initialPages()).isEqualTo(1);
        assertThat(open.hasMaximum()).isFalse();
        Anatomy.Memory closed = Inspection.of(bytes(HEAD, "05" + "04" + "01" + "01" + "02" + "03"))
                .anatomy()
                .memory();
        assertThat(closed).isEqualTo(new Anatomy.Memory(2, 3));
        assertThat(closed.hasMaximum()).isTrue();
    }

    @Test
    void memoryBeyondTheUsualLimit_isNoted_withTheSettingThatAllowsIt() throws ModuleException {
        Inspection large = Inspection.of(bytes(HEAD, "05" + "04" + "01" + "00" + "8110"));
        assertThat(large.notes())
                .anyMatch(note -> note.contains("2049 pages") && note.contains("limits.maxMemoryPages"));
    }

    @Test
    void brokenProducers_sayNothing() throws ModuleException {
        String section = "00" + "10" + "09" + "70726f647563657273" + "ffffffff07" + "ff";
        assertThat(Inspection.of(bytes(HEAD, section, MEMORY)).kits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1f8b0800: packed by gzip (expected: a WebAssembly module; unpack it: gunzip -k FILE)",
                "504b0304: a zip archive (expected: a WebAssembly module; unpack it: unzip FILE)",
                "0061736d0d000100: a WebAssembly component (expected: a WebAssembly module; build for wasip1, without the component model)",
                "286d6f64756c6529: the text format (expected: a WebAssembly module; translate it: wat2wasm FILE)",
                "7f454c4602010100: no module, it begins with 7f454c4602010100 (expected: a WebAssembly module)",
                ": an empty file (expected: a WebAssembly module)"
            })
    void whatIsNoModule_isRefused_withWhatItIsAndWhatToDo(String line) {
        int colon = line.indexOf(": ");
        assertThatThrownBy(() -> Inspection.of(bytes(line.substring(0, colon))))
                .isInstanceOf(ModuleException.class)
                .hasMessage(line.substring(colon + 2));
    }

    private static byte[] bytes(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts));
    }
}
