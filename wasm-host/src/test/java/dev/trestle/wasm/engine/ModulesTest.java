package dev.trestle.wasm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.wasm.engine.Code.Mode;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ModulesTest {
    private static final byte[] MODULE = HexFormat.of().parseHex("0061736d01000000" + "0503010001");

    private final Modules modules = new Modules();

    @Test
    void module_isCompiledOnce_forEachMode() throws ModuleException {
        Code code = modules.load(MODULE, Mode.COMPILED, null);
        assertThat(modules.load(MODULE.clone(), Mode.COMPILED, code.sha256())).isSameAs(code);
        assertThat(modules.load(MODULE, Mode.INTERPRETED, null)).isNotSameAs(code);
    }

    @Test
    void module_isRefused_whenItIsNotTheOnePinned() throws ModuleException {
        String digest = Code.sha256(MODULE);
        assertThat(modules.load(MODULE, Mode.INTERPRETED, digest.toUpperCase(Locale.ROOT))
                        .sha256())
                .isEqualTo(digest);
        String other = "0".repeat(64);
        assertThatThrownBy(() -> modules.load(MODULE, Mode.INTERPRETED, other))
                .isInstanceOf(ModuleException.class)
                .hasMessage("the module's sha256 is " + digest + " (expected: " + other + ")");
        assertThatThrownBy(() -> modules.load(MODULE, Mode.INTERPRETED, "sha256:1"))
                .hasMessage("sha256: sha256:1 (expected: 64 hex digits)");
    }
}
