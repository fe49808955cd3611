package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.filter.Rest;
import dev.trestle.wasm.engine.Code;
import dev.trestle.wasm.engine.ModuleException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A plugin without an SDK through its life. */
class PluginTest {
    private final FakeHost host = new FakeHost();

    @Test
    void stream_isFiltered_whenItsHeadersComeBy() throws ModuleException {
        Plugin plugin = Plugins.start("raw", "", host);
        for (int i = 0; i < 3; i++) {
            try (FakeWorld world = FakeWorld.get("/a?b=c")) {
                HttpContext context = plugin.instance().newHttpContext(world);
                assertThat(context.onRequestHeaders(Rest.END)).isEqualTo(Action.CONTINUE);
                assertThat(world.request().get("x-raw")).isEqualTo("1");
                context.close();
            }
        }
        assertThat(host.metrics.get("raw.requests").value()).isEqualTo(3);
        assertThat(plugin.instance()).isSameAs(plugin.instance());
        assertThat(plugin.abi()).isEqualTo(Abi.V0_2_1);
        assertThat(plugin.hasStreams()).isTrue();
    }

    @Test
    void instance_isAnother_whenTheLoopIsAnother() throws ModuleException {
        Plugin plugin = Plugins.start("raw", "", host);
        PluginInstance first = plugin.instance();
        host.current = new FakeHost();
        assertThat(plugin.instance()).isNotSameAs(first).isSameAs(plugin.instance());
        host.current = host;
        assertThat(plugin.instance()).isSameAs(first);
    }

    @Test
    void stream_isServed_whenItBeginsAfterThePluginWasClosed() throws ModuleException {
        Plugin plugin = Plugins.start("raw", "", host);
        PluginInstance instance = plugin.instance();
        plugin.close();
        assertThat(plugin.instance()).as("its loop has not heard of it").isSameAs(instance);
        host.runTasks();
        assertThat(instance.isAlive()).isFalse();
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext late = plugin.newHttpContext(world);
            PluginInstance another = plugin.instance();
            host.runTasks();
            assertThat(another.isAlive()).as("until its stream has ended").isTrue();
            late.onRequestHeaders(Rest.END);
            late.close();
            assertThat(world.request().get("x-raw")).isEqualTo("1");
            assertThat(another.isAlive()).isFalse();
        }
    }

    @Test
    void stream_endsAsItLikes_whenItsPluginIsClosedMeanwhile() throws ModuleException {
        Plugin plugin = Plugins.start("raw", "", host);
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext context = plugin.instance().newHttpContext(world);
            plugin.close();
            host.runTasks();
            assertThat(context.onRequestHeaders(Rest.END)).isEqualTo(Action.CONTINUE);
            assertThat(world.request().get("x-raw")).isEqualTo("1");
            context.close();
        }
    }

    @Test
    void plugin_isRefused_whenItBeginsWithMoreMemoryThanItMayHave() {
        Limits none = new Limits(Duration.ofMillis(10), Duration.ofSeconds(1), 0, 1024);
        PluginSettings settings = new PluginSettings("test", "", "", new byte[0], new byte[0], none, Conduct.DEFAULT);
        assertThatThrownBy(() -> Plugin.start(Plugins.code("raw"), settings, Plugin.Commons.of(host)))
                .hasMessage("memory: 1 pages (expected: at most 0)");
    }

    @Test
    void plugin_servesAsWell_whenItIsInterpreted() throws ModuleException {
        Code code = Code.load(Plugins.module("raw"), Code.Mode.INTERPRETED);
        Plugin plugin = Plugin.start(code, Plugins.settings(""), Plugin.Commons.of(host));
        try (FakeWorld world = FakeWorld.get("/")) {
            plugin.instance().newHttpContext(world).onRequestHeaders(Rest.END);
            assertThat(world.request().get("x-raw")).isEqualTo("1");
        }
    }
}
