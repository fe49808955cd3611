package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.filter.Rest;
import dev.trestle.wasm.engine.Code;
import dev.trestle.wasm.engine.ModuleException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Modules with broken bytes: refused with a reason, or started as what they have become, never more. */
class ModuleFuzzTest {
    private static final Limits LIMITS = new Limits(Duration.ofMillis(10), Duration.ofMillis(20), 64, 1 << 16);

    @ParameterizedTest
    @EnumSource(Code.Mode.class)
    void module_isRefusedOrRuns_whateverItsBytes(Code.Mode mode) {
        Random random = new Random(20261122);
        byte[] whole = Plugins.module("raw");
        int refused = 0;
        int rounds = mode == Code.Mode.COMPILED ? 300 : 1500;
        for (int i = 0; i < rounds; i++) {
            byte[] broken = whole.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                broken[8 + random.nextInt(broken.length - 8)] = (byte) random.nextInt(256);
            }
            refused += isRefused(broken, mode) ? 1 : 0;
        }
        assertThat(refused).isBetween(rounds / 10, rounds - 1);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static boolean isRefused(byte[] module, Code.Mode mode) {
        FakeHost host = new FakeHost();
        host.level = Host.LogLevel.CRITICAL;
        PluginSettings settings = new PluginSettings("fuzz", "", "", new byte[0], new byte[0], LIMITS, Conduct.DEFAULT);
        try (FakeWorld world = FakeWorld.get("/")) {
            Plugin plugin = Plugin.start(Code.load(module, mode), settings, Plugin.Commons.of(host));
            HttpContext stream = plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.END);
            stream.close();
            return false;
        } catch (ModuleException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
            return true;
        } catch (PluginLostException lost) {
            return false;
        }
    }

    @Test
    void module_isRefused_whereverItIsCut() {
        byte[] whole = Plugins.module("raw");
        for (int length = 0; length < whole.length; length++) {
            assertThat(isRefused(java.util.Arrays.copyOf(whole, length), Code.Mode.INTERPRETED))
                    .as("%d bytes", length)
                    .isTrue();
        }
    }
}
