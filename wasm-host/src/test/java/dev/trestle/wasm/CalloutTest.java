package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.filter.Callouts;
import dev.trestle.filter.FieldMap;
import dev.trestle.filter.Rest;
import dev.trestle.wasm.engine.ModuleException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Requests that a plugin sends by itself, and what comes of them. */
class CalloutTest {
    private static Callouts.Answer answer(String status) {
        FieldMap head = ProbeGuest.fields(":status", status);
        return new Callouts.Answer(head, "body".getBytes(StandardCharsets.UTF_8), ProbeGuest.fields("t", "trailer"));
    }

    @Test
    void stream_goesOn_whenItsAnswerIsThere() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("H");
        try (FakeWorld world = FakeWorld.get("/a")) {
            HttpContext stream = guest.plugin.newHttpContext(world);
            assertThat(stream.onRequestHeaders(Rest.END)).isEqualTo(Action.HOLD);
            guest.log();
            guest.host.listeners.getFirst().onAnswer(answer("200"));
            assertThat(guest.log()).containsExactly("answer 1 1 1 4 1 200 body trailer", "effective 0 /a");
            assertThat(world.did).containsExactly("resume REQUEST");
            stream.close();
        }
        Callouts.Request call = guest.host.calls.getFirst();
        assertThat(call.upstream()).isEqualTo("auth");
        assertThat(call.headers().get(":path")).isEqualTo("/check");
        assertThat(call.body()).asString().isEqualTo("ask");
    }

    @Test
    void stream_isAnswered_whenItsCallFailed() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("Hl");
        try (FakeWorld world = FakeWorld.get("/a")) {
            HttpContext stream = guest.plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.END);
            guest.log();
            guest.host.listeners.getFirst().onAnswer(null);
            assertThat(guest.log()).startsWith("answer 1 1 0 0 0 - - -");
            assertThat(world.did).containsExactly("reply 401");
            stream.close();
        }
    }

    @Test
    void calls_areAnsweredInAnyOrder_whenTheyAreParallel() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("w");
        try (FakeWorld world = FakeWorld.get("/a")) {
            HttpContext stream = guest.plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.END);
            guest.log();
            guest.host.listeners.getLast().onAnswer(answer("202"));
            guest.host.listeners.getFirst().onAnswer(answer("201"));
            assertThat(guest.log())
                    .filteredOn(line -> line.startsWith("answer"))
                    .containsExactly("answer 1 2 1 4 1 202 body trailer", "answer 1 1 1 4 1 201 body trailer");
            stream.close();
        }
    }

    @Test
    void answer_isStillShown_whenItsStreamIsGone() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("H");
        try (FakeWorld world = FakeWorld.get("/a")) {
            HttpContext stream = guest.plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.END);
            stream.close();
            guest.log();
            guest.host.listeners.getFirst().onAnswer(answer("200"));
            assertThat(guest.log()).contains("effective 2 -");
            assertThat(world.did).isEmpty();
        }
    }

    @Test
    void stream_getsItsAnswer_whenThePluginIsClosedMeanwhile() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("H");
        try (FakeWorld world = FakeWorld.get("/a")) {
            HttpContext stream = guest.plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.END);
            guest.plugin.close();
            guest.host.runTasks();
            assertThat(guest.host.cancelled).isEmpty();
            guest.host.listeners.getFirst().onAnswer(answer("200"));
            assertThat(world.did).containsExactly("resume REQUEST");
            guest.log();
            stream.close();
            assertThat(guest.log()).containsExactly("on_done 2", "log 2", "delete 2", "on_done 1", "delete 1");
        }
    }

    @Test
    void calls_areCancelled_whenTheGuestBreaksOff() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("Htx");
        try (FakeWorld world = FakeWorld.get("/a")) {
            HttpContext stream = guest.plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.END);
            guest.host.fireTimer();
            assertThat(guest.host.cancelled).containsExactly(0);
            assertThat(world.did).containsExactly("lost");
            guest.log();
            guest.host.listeners.getFirst().onAnswer(answer("200"));
            assertThat(guest.log()).isEmpty();
            assertThatThrownBy(() -> stream.onRequestBody(0, Rest.END)).isInstanceOf(PluginLostException.class);
            stream.close();
        }
    }

    @Test
    void call_isNotSent_whenOnlyTheCanaryMakesIt() throws ModuleException {
        ProbeGuest guest = new ProbeGuest("h");
        assertThat(guest.log()).contains("call 0");
        assertThat(guest.host.calls).isEmpty();
        guest.plugin.instance();
        assertThat(guest.host.calls).hasSize(1);
    }

    @Test
    void calls_areRefused_whenTheirBodiesAreTooMany() throws ModuleException {
        HostCalls calls = new HostCalls(new FakeHost());
        FieldMap head = ProbeGuest.fields(":method", "GET");
        head.add(":path", "/");
        head.add(":authority", "a");
        PluginInstance instance = calls.instance;
        byte[] body = new byte[Limits.DEFAULT.maxMessageBytes()];
        Callouts.Request call = new Callouts.Request("auth", head, body, new FieldMap(), java.time.Duration.ZERO);
        for (int i = 0; i < 4; i++) {
            assertThat(instance.calls().send(call)).isPositive();
        }
        assertThat(instance.calls().send(call)).isZero();
    }
}
