package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.filter.Rest;
import dev.trestle.wasm.engine.Code;
import dev.trestle.wasm.engine.ModuleException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guests that loop, recurse, point outside, take all memory or break off: each costs its own exchange, and the next one is served. */
class HostileGuestTest {
    private final FakeHost host = new FakeHost();

    @ParameterizedTest
    @CsvSource({
        "1, OVERTIME",
        "2, STACK",
        "3, TRAP",
        "5, EXIT",
        "6, TRAP",
        "7, TRAP",
        "b, OVERTIME",
    })
    void guest_isReplaced_whenItBreaksOff(String act, String kind) throws ModuleException {
        assertReplaced(Plugins.start("hostile", act, host), kind);
        host.log.clear();
        Code interpreted = Code.load(Plugins.module("hostile"), Code.Mode.INTERPRETED);
        assertReplaced(Plugin.start(interpreted, Plugins.settings(act), Plugin.Commons.of(host)), kind);
    }

    private void assertReplaced(Plugin plugin, String kind) {
        PluginInstance first = plugin.instance();
        try (FakeWorld world = FakeWorld.get("/");
                FakeWorld other = FakeWorld.get("/other")) {
            HttpContext context = first.newHttpContext(world);
            HttpContext bystander = first.newHttpContext(other);
            assertThatThrownBy(() -> context.onRequestHeaders(Rest.END))
                    .isInstanceOf(PluginLostException.class)
                    .hasMessageStartingWith(kind);
            context.close();
            assertThat(other.did).containsExactly("lost");
            bystander.close();
        }
        assertThat(plugin.instance()).isNotSameAs(first);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(host.log).singleElement().asString().startsWith("ERROR test instance lost, " + kind);
    }

    @RepeatedTest(20)
    void host_isNotLeftHalfWay_whenTheGuestHasUsedUpTheStack(RepetitionInfo repetition) throws ModuleException {
        Plugin plugin = Plugins.start("hostile", "e", host);
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext context = plugin.newHttpContext(world);
            host.lockDepth = 20 + repetition.getCurrentRepetition();
            assertThatThrownBy(() -> context.onRequestHeaders(Rest.END)).isInstanceOf(PluginLostException.class);
            assertThat(host.entered).isPositive().isEqualTo(host.left);
            context.close();
        }
    }

    @Test
    void guest_mayTakeLonger_whileItsCodeIsCold() throws ModuleException {
        assertThat(millisUntilLost(Plugins.start("hostile", "1", host))).isGreaterThanOrEqualTo(90);
        // A busy machine may wake the watchdog late, but not each time.
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 30 && least > 80; i++) {
            Plugin warm = Plugins.start("hostile", "1", host);
            for (int call = 0; call < Limits.COLD_CALLS; call++) {
                HttpContext stream = warm.newHttpContext(new FakeWorld());
                stream.onResponseHeaders(Rest.END);
                stream.close();
            }
            least = Math.min(least, millisUntilLost(warm));
        }
        assertThat(least).isBetween(8L, 80L);
    }

    private static long millisUntilLost(Plugin plugin) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext context = plugin.newHttpContext(world);
            long start = threads.getCurrentThreadCpuTime();
            assertThatThrownBy(() -> context.onRequestHeaders(Rest.END)).hasMessageStartingWith("OVERTIME");
            context.close();
            return Duration.ofNanos(threads.getCurrentThreadCpuTime() - start).toMillis();
        }
    }

    @ParameterizedTest
    @CsvSource({"4", "8", "9", "0"})
    void guest_goesOn_whenItOnlyAsksForTooMuch(String act) throws ModuleException {
        host.level = Host.LogLevel.ERROR;
        Plugin plugin = Plugins.start("hostile", act, host);
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext context = plugin.instance().newHttpContext(world);
            try {
                context.onRequestHeaders(Rest.END);
            } catch (PluginLostException slow) {
                assertThat(slow).hasMessageStartingWith("OVERTIME");
            }
            assertThat(world.request().bytes()).isLessThanOrEqualTo(1 << 20);
            assertThat(world.replies).isEmpty();
            context.close();
        }
        assertThat(plugin.instance()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"a, 506", "c, 500", "d, 510"})
    void hostCall_answersAStatus_whenTheAllocatorIsHostile(String act, int status) throws ModuleException {
        Plugin plugin = Plugins.start("hostile", act, host);
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext context = plugin.instance().newHttpContext(world);
            assertThat(context.onRequestBody(0, Rest.END)).isEqualTo(Action.REPLIED);
            assertThat(world.replies)
                    .singleElement()
                    .satisfies(reply -> assertThat(reply.status()).isEqualTo(status));
            context.close();
        }
    }

    @Test
    void plugin_isRefused_whenItsGuestRefusesTheConfiguration() {
        assertThatThrownBy(() -> Plugins.start("hostile", "x", host))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("proxy_on_configure answered false");
        assertThatThrownBy(() -> Plugins.start("hostile", "y", host))
                .isInstanceOf(ModuleException.class)
                .hasMessageContaining("does not start");
    }

    @Test
    void plugin_waitsLongerEachTime_whenItsGuestKeepsBreakingOff() throws ModuleException {
        AtomicLong clock = new AtomicLong();
        Plugin plugin = Plugin.start(Plugins.code("hostile"), Plugins.settings("6"), Plugins.runtime(host, clock));
        breakOff(plugin);
        breakOff(plugin);
        assertThatThrownBy(plugin::instance).isInstanceOf(PluginLostException.class);
        clock.addAndGet(Duration.ofMillis(49).toNanos());
        assertThatThrownBy(plugin::instance).isInstanceOf(PluginLostException.class);
        clock.addAndGet(Duration.ofMillis(1).toNanos());
        breakOff(plugin);
        clock.addAndGet(Duration.ofMillis(99).toNanos());
        assertThatThrownBy(plugin::instance).isInstanceOf(PluginLostException.class);
        clock.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(plugin.instance()).isNotNull();
    }

    private static void breakOff(Plugin plugin) {
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext context = plugin.instance().newHttpContext(world);
            assertThatThrownBy(() -> context.onRequestHeaders(Rest.END)).isInstanceOf(PluginLostException.class);
            context.close();
        }
    }
}
