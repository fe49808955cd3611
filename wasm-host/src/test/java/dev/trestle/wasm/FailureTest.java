package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.filter.Rest;
import dev.trestle.wasm.engine.ModuleException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of streams and of the plugin once an instance broke off. */
class FailureTest {
    private static final Conduct OPEN = new Conduct(Conduct.Failure.OPEN, Conduct.HeaderPause.BY_ABI);

    @Test
    void stream_goesOn_whenItsPluginFailsOpen() throws ModuleException {
        ProbeGuest guest = new ProbeGuest("ru", OPEN);
        try (FakeWorld world = FakeWorld.get("/");
                FakeWorld other = FakeWorld.get("/other")) {
            HttpContext bystander = guest.plugin.newHttpContext(other);
            HttpContext stream = guest.plugin.newHttpContext(world);
            assertThat(stream.onRequestHeaders(Rest.MORE))
                    .as("its reply is lost too")
                    .isEqualTo(Action.CONTINUE);
            assertThat(stream.onRequestBody(0, Rest.END)).isEqualTo(Action.CONTINUE);
            assertThat(other.did)
                    .startsWith("resume REQUEST", "resume RESPONSE")
                    .doesNotContain("lost");
            assertThat(bystander.onRequestHeaders(Rest.END)).isEqualTo(Action.CONTINUE);
            stream.close();
            bystander.close();
        }
        assertThat(guest.host.log)
                .last()
                .asString()
                .isEqualTo("ERROR probe instance lost, TRAP: Trapped on unreachable instruction");
    }

    @Test
    void stream_isNotShown_whenThePluginIsLostAndFailsOpen() throws ModuleException {
        ProbeGuest guest = new ProbeGuest("u", OPEN);
        try (FakeWorld world = FakeWorld.get("/")) {
            for (int i = 0; i < 2; i++) {
                HttpContext stream = guest.plugin.newHttpContext(world);
                stream.onRequestHeaders(Rest.END);
                stream.close();
            }
            guest.log();
            HttpContext stream = guest.plugin.newHttpContext(world);
            assertThat(stream.onRequestHeaders(Rest.END)).isEqualTo(Action.CONTINUE);
            assertThat(stream.onResponseTrailers()).isEqualTo(Action.CONTINUE);
            assertThat(stream.property("x")).isNull();
            stream.close();
            StreamContext connection = guest.plugin.newStreamContext(world);
            assertThat(connection.onNewConnection()).isEqualTo(Action.CONTINUE);
            connection.close();
            assertThat(guest.log()).isEmpty();
        }
    }

    @Test
    void stream_isRefused_whenThePluginIsLostAndFailsClosed() throws ModuleException {
        ProbeGuest guest = new ProbeGuest("u");
        try (FakeWorld world = FakeWorld.get("/")) {
            for (int i = 0; i < 2; i++) {
                HttpContext stream = guest.plugin.newHttpContext(world);
                assertThatThrownBy(() -> stream.onRequestHeaders(Rest.END)).hasMessageStartingWith("TRAP");
                stream.close();
            }
            assertThatThrownBy(() -> guest.plugin.newHttpContext(world))
                    .isInstanceOf(PluginLostException.class)
                    .hasMessage("the plugin broke off and starts again later");
        }
    }

    @Test
    void plugin_startsAgainByItself_whenItWorksByItself() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("tx");
        guest.host.fireTimer();
        assertThat(guest.log()).containsExactly("tick 1", "instance lost, TRAP: Trapped on unreachable instruction");
        assertThat(guest.host.timers)
                .singleElement()
                .satisfies(timer -> assertThat(timer.delay()).isEqualTo(Duration.ofMillis(50)));
        guest.host.fireTimer();
        assertThat(guest.log()).containsExactly("create 1 0", "vm_start 1 3 vm!", "configure 1 2 tx");
        guest.host.fireTimer();
        assertThat(guest.log()).startsWith("tick 1");
        guest.host.fireTimer();
        assertThat(guest.log()).as("too early").isEmpty();
        guest.clock.addAndGet(Duration.ofMillis(50).toNanos());
        guest.host.fireTimer();
        assertThat(guest.log()).startsWith("create 1 0");
    }

    @Test
    void plugin_staysDead_whenItIsClosed() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("tx");
        guest.host.fireTimer();
        guest.plugin.close();
        guest.log();
        guest.host.fireTimer();
        assertThat(guest.log()).isEmpty();
        assertThat(guest.host.timers).isEmpty();
    }

    @Test
    void instance_isTheLoops_onceTheLoopHasIt() throws ModuleException {
        ProbeGuest guest = new ProbeGuest("hq");
        guest.log();
        guest.plugin.prepare(guest.host);
        assertThat(guest.log()).contains("configure 1 2 hq", "call 0");
        guest.host.listeners.getFirst().onAnswer(null);
        assertThat(guest.log()).as("not yet on its loop").isEmpty();
        guest.host.runTasks();
        assertThat(guest.log()).containsExactly("answer 1 1 0 0 0 - - -");
        guest.plugin.instance();
        assertThat(guest.log()).as("no other is started").isEmpty();
    }

    @Test
    void instance_isDropped_whenTheLoopHasMadeOneItself() throws ModuleException {
        ProbeGuest guest = new ProbeGuest("z");
        guest.plugin.prepare(guest.host);
        PluginInstance own = guest.plugin.instance();
        guest.log();
        guest.host.runTasks();
        assertThat(guest.log()).containsExactly("on_done 1", "delete 1");
        assertThat(guest.plugin.instance()).isSameAs(own);
    }
}
