package dev.trestle.wasm.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bridge.WireProtocol;
import dev.trestle.testkit.JsonSettings;
import dev.trestle.wasm.engine.Code;
import dev.trestle.wasm.shelf.Configuration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is refused before it serves, and what a reload sees. */
class WasmSettingsTest {
    private static final String ZEROS = "0".repeat(64);

    @Test
    void module_isRefused_whenItsFileIsMissing_orAnother_orNone() throws IOException {
        assertThat(Rig.wireProblems("{'module': 'none.wasm'}"))
                .singleElement()
                .asString()
                .startsWith("module: none.wasm: ");
        String digest = Code.sha256(WasmCodecTest.module("codec.wasm"));
        assertThat(Rig.wireProblems("{'module': 'lines-rust/lines.rs'}"))
                .singleElement()
                .asString()
                .endsWith("(expected: a WebAssembly module)");
        assertThat(Rig.wireProblems("{'module': 'ledger.wasm', 'sha256': '" + ZEROS + "'}"))
                .singleElement()
                .asString()
                .endsWith("(expected: " + ZEROS + ")");
        WireProtocol pinned = Rig.wire(
                new WasmCodecFactory(), "{'module': 'codec.wasm', 'sha256': '" + digest + "'}", WasmCodecTest::module);
        assertThat(pinned.maxExchangesPerConnection()).isOne();
    }

    @Test
    void configuration_isRefused_whenTheModuleRefusesIt() {
        WasmCodecFactory factory = new WasmCodecFactory();
        WireProtocol wire = Rig.wire(factory, "{'module': 'codec.wasm'}", WasmCodecTest::module);
        assertThatThrownBy(() -> Rig.codec(factory, wire, "{'configuration': 'refuse'}"))
                .hasMessageContaining("configuration: proxy_on_configure answered false");
    }

    /** Nothing of it would be done, a success would keep its status and an error stay what the module says. */
    @Test
    void replySection_isRefused_forTheModuleMakesTheReply() {
        for (String reply : new String[] {"{'status': 202}", "{'errors': [{'rpc': 'tyop', 'status': 404}]}"}) {
            assertThat(Rig.replyProblems(reply))
                    .containsExactly("reply: a reply section (expected: none, the module makes the reply and knows the"
                            + " route by its configuration)");
        }
        assertThat(Rig.replyProblems("{}")).isEmpty();
    }

    @Test
    void sharedConnections_needAModuleThatCutsFrames() {
        assertThatThrownBy(() -> JsonSettings.bind(
                        WasmWireSettings.class, "{'module': 'ledger.wasm', 'exchangesPerConnection': 2}"))
                .hasMessageContaining("exchangesPerConnection: 2 (expected: 1, or frames: module)");
        assertThatThrownBy(
                        () -> JsonSettings.bind(WasmWireSettings.class, "{'module': 'ledger.wasm', 'heartbeat': {}}"))
                .hasMessageContaining("frames: module");
    }

    @Test
    void protocol_isAnother_whenTheModulesContentIs() throws IOException {
        byte[] old = WasmCodecTest.module("codec.wasm");
        byte[] fresh = new byte[old.length + 4];
        System.arraycopy(old, 0, fresh, 0, old.length);
        // A custom section with an empty content and the name "a".
        System.arraycopy(new byte[] {0, 2, 1, 'a'}, 0, fresh, old.length, 4);
        WasmCodecFactory factory = new WasmCodecFactory();
        String settings = "{'module': 'codec.wasm'}";
        WireProtocol before = Rig.wire(factory, settings, path -> old);
        assertThat(Rig.wire(factory, settings, path -> old.clone())).isEqualTo(before);
        assertThat(Rig.wire(factory, settings, path -> fresh)).isNotEqualTo(before);
    }

    @Test
    void configuration_isTextAsItIs_andAnythingElseJson() {
        assertThat(text("{'configuration': 'plain'}")).isEqualTo("plain");
        assertThat(text("{'configuration': {'a': [1, 9007199254740993, 1.10, null, true]}}"))
                .isEqualTo("{\"a\":[1,9007199254740993,1.10,null,true]}");
        assertThat(text("{}")).isEmpty();
    }

    private static String text(String call) {
        WasmCallSettings settings = JsonSettings.bind(WasmCallSettings.class, call);
        return new String(Configuration.of(settings.configuration()).bytes(), StandardCharsets.UTF_8);
    }
}
