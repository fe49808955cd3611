package dev.trestle.wasm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Modules written by hand, byte by byte: magic, version, then sections of id, length, content. */
class CodeTest {
    private static final String HEAD = "0061736d01000000";
    private static final String TYPE_VOID = "01" + "04" + "01" + "60" + "00" + "00";
    private static final String ONE_FUNCTION = "03" + "02" + "01" + "00";
    private static final String MEMORY = "05" + "03" + "01" + "00" + "01";
    private static final String EMPTY_BODY = "0a" + "04" + "01" + "02" + "00" + "0b";

    private final Watchdog watchdog = new Watchdog();

    @Test
    void module_isDescribed() throws ModuleException {
        String export = "07" + "08" + "01" + "04" + "6e6f6f70" + "00" + "00";
        Code code = Code.load(bytes(HEAD, TYPE_VOID, ONE_FUNCTION, MEMORY, export, EMPTY_BODY), Code.Mode.COMPILED);
        assertThat(code.exports()).containsExactly("noop");
        assertThat(code.imports()).isEmpty();
        assertThat(code.initialPages()).isEqualTo(1);
        assertThat(code.sha256())
                .hasSize(64)
                .isEqualTo(Code.sha256(bytes(HEAD, TYPE_VOID, ONE_FUNCTION, MEMORY, export, EMPTY_BODY)));
        Guest guest = code.newGuest(wanted -> (caller, args) -> 0, 1, watchdog.newGuard(1_000_000_000));
        GuestFunction noop = guest.function("noop");
        assertThat(noop).isNotNull();
        assertThat(noop.call(1, 2, 3)).isZero();
        assertThat(noop.isConstant()).isTrue();
        assertThat(guest.function("other")).isNull();
    }

    /** Each of type () to i32, behind an imported one: 42, -1, 1 + 1, and what the import says. */
    @Test
    void function_isConstant_whenItDoesNothingButAnswer() throws ModuleException {
        String type = "01" + "05" + "01" + "60" + "00" + "01" + "7f";
        String imported = "02" + "09" + "01" + "03" + "656e76" + "01" + "66" + "00" + "00";
        String functions = "03" + "05" + "04" + "00000000";
        String exports = "07" + "15" + "05" + "0161" + "0001" + "0162" + "0002" + "0163" + "0003" + "0164" + "0004"
                + "0165" + "0000";
        String bodies = "0a" + "18" + "04" + "04" + "00" + "412a" + "0b" + "04" + "00" + "417f" + "0b" + "07" + "00"
                + "4101" + "4101" + "6a" + "0b" + "04" + "00" + "1000" + "0b";
        Code code = Code.load(bytes(HEAD, type, imported, functions, MEMORY, exports, bodies), Code.Mode.COMPILED);
        Guest guest = code.newGuest(wanted -> (caller, args) -> 7, 1, watchdog.newGuard(1_000_000_000));
        Map<String, String> said = new TreeMap<>();
        for (String name : List.of("a", "b", "c", "d", "e")) {
            GuestFunction function = Objects.requireNonNull(guest.function(name));
            said.put(name, (function.isConstant() ? "always " + function.answer() : "calls") + " " + function.call());
        }
        assertThat(said)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "a", "always 42 42", "b", "always -1 -1", "c", "calls 2", "d", "calls 7", "e", "calls 7"));
    }

    @Test
    void module_isRefused_whenItIsNone() {
        assertRefused(bytes("7f454c46"), "expected: a WebAssembly module");
        assertRefused(new byte[0], "expected: a WebAssembly module");
    }

    @Test
    void module_isRefused_whenItUsesSimd() {
        String body = "0a" + "17" + "01" + "15" + "00" + "fd0c" + "00".repeat(16) + "1a" + "0b";
        assertRefused(bytes(HEAD, TYPE_VOID, ONE_FUNCTION, MEMORY, body), "the module uses SIMD");
    }

    @Test
    void module_isRefused_whenItHasNoMemoryOfItsOwn() {
        assertRefused(bytes(HEAD, TYPE_VOID, ONE_FUNCTION, EMPTY_BODY), "memories: 0 (expected: 1)");
        String imported = "02" + "0c" + "01" + "03" + "656e76" + "03" + "6d656d" + "02" + "00" + "01";
        assertRefused(bytes(HEAD, imported), "import env.mem: a memory (expected: functions only)");
    }

    @Test
    void pointer_isChecked_beforeAnythingIsAllocated() throws ModuleException {
        Code code = Code.load(bytes(HEAD, TYPE_VOID, ONE_FUNCTION, MEMORY, EMPTY_BODY), Code.Mode.COMPILED);
        Guest guest = code.newGuest(wanted -> (caller, args) -> 0, 1, watchdog.newGuard(1_000_000_000));
        assertThat(guest.read(65_535, 1)).hasSize(1);
        for (int[] wrong : new int[][] {{65_535, 2}, {-1, 1}, {0, Integer.MAX_VALUE}, {0, -1}, {65_537, 0}}) {
            assertThatThrownBy(() -> guest.read(wrong[0], wrong[1])).isInstanceOf(BadPointerException.class);
        }
    }

    private static void assertRefused(byte[] module, String why) {
        assertThatThrownBy(() -> Code.load(module, Code.Mode.COMPILED))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining(why);
    }

    private static byte[] bytes(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts));
    }
}
