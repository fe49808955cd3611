package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.filter.Rest;
import dev.trestle.wasm.engine.ModuleException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Modules of each version of the ABI, and what differs for them. */
class AbiTest {
    private final FakeHost host = new FakeHost();

    @Test
    void abi_isRefused_whenTheModuleHasAnother() {
        assertThatThrownBy(() -> Abi.of(Set.of("proxy_abi_version_0_3_0", "malloc")))
                .hasMessage(
                        "proxy-wasm ABI: 0_3_0 (expected: 0_1_0, 0_2_0, 0_2_1 or 0_2_100, as an export proxy_abi_version_...)");
        assertThatThrownBy(() -> Abi.of(Set.of("malloc"))).hasMessageStartingWith("proxy-wasm ABI: none");
    }

    @Test
    void abi_isTheNewest_whenTheModuleNamesSeveral() throws ModuleException {
        assertThat(Abi.of(Set.of("proxy_abi_version_0_2_0"))).isEqualTo(Abi.V0_2_0);
        assertThat(Abi.of(Set.of("proxy_abi_version_0_1_0", "proxy_abi_version_0_2_1", "proxy_abi_version_9_9_9")))
                .isEqualTo(Abi.V0_2_1);
        assertThat(Abi.of(Set.of("proxy_abi_version_0_2_100", "proxy_abi_version_0_2_1")))
                .isEqualTo(Abi.V0_2_100);
    }

    @Test
    void module_isServedAsBefore_whenItIsOfTheFirstAbi() throws ModuleException {
        Plugin plugin = Plugins.start("first", "as text", host);
        assertThat(plugin.abi()).isEqualTo(Abi.V0_1_0);
        assertThat(host.log).containsExactly("INFO test as text");
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext stream = plugin.newHttpContext(world);
            assertThat(stream.onRequestHeaders(Rest.END))
                    .as("it saw all fields, and an empty one, and went on before it said to hold")
                    .isEqualTo(Action.CONTINUE);
            assertThat(world.did).isEmpty();
            stream.close();
        }
        assertThat(Plugin.unknownImports(Plugins.code("first"))).isEmpty();
    }

    @Test
    void headersAreHeldAlone_whenTheModuleIsOfTheDialect() throws ModuleException {
        Plugin plugin = Plugins.start("dialect", "", host);
        assertThat(plugin.abi()).isEqualTo(Abi.V0_2_100);
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext stream = plugin.newHttpContext(world);
            assertThat(stream.onRequestHeaders(Rest.MORE)).isEqualTo(Action.HOLD_HEADERS);
            assertThat(stream.onRequestBody(0, Rest.MORE)).isEqualTo(Action.HOLD);
            assertThat(stream.onRequestBody(0, Rest.END)).isEqualTo(Action.CONTINUE);
            stream.close();
        }
    }
}
