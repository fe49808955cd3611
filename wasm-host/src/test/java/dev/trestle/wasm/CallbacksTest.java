package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.filter.ClosedBy;
import dev.trestle.filter.FieldMap;
import dev.trestle.filter.Rest;
import dev.trestle.wasm.engine.ModuleException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each callback with the arguments of the specification, in its order, and what its answers mean. */
class CallbacksTest {
    @Test
    void plugin_isShownBothConfigurations_beforeAnyStream() throws ModuleException {
        ProbeGuest guest = new ProbeGuest("z");
        assertThat(guest.log())
                .as("the canary")
                .containsExactly(
                        "create 1 0",
                        "vm_start 1 3 vm!",
                        "configure 1 1 z",
                        "imports that are answered with UNIMPLEMENTED: [GuestImport[module=env, name=proxy_of_tomorrow, signature=I>i]]");
        guest.plugin.instance();
        assertThat(guest.log()).containsExactly("create 1 0", "vm_start 1 3 vm!", "configure 1 1 z");
    }

    @Test
    void stream_isShownFromItsCreationToItsEnd() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("z");
        try (FakeWorld world =
                FakeWorld.get("/").with(World.Bytes.REQUEST_BODY, "ask").with(World.Bytes.RESPONSE_BODY, "answer")) {
            world.fields.put(World.Fields.RESPONSE_HEADERS, ProbeGuest.fields(":status", "200"));
            world.fields.put(World.Fields.REQUEST_TRAILERS, ProbeGuest.fields("a", "1"));
            world.fields.put(World.Fields.RESPONSE_TRAILERS, new FieldMap());
            HttpContext stream = guest.plugin.newHttpContext(world);
            assertThat(stream.onRequestHeaders(Rest.MORE)).isEqualTo(Action.CONTINUE);
            assertThat(stream.onRequestBody(3, Rest.MORE)).isEqualTo(Action.CONTINUE);
            assertThat(stream.onRequestTrailers()).isEqualTo(Action.CONTINUE);
            assertThat(stream.onResponseHeaders(Rest.MORE)).isEqualTo(Action.CONTINUE);
            assertThat(stream.onResponseBody(6, Rest.END)).isEqualTo(Action.CONTINUE);
            assertThat(stream.onResponseTrailers()).isEqualTo(Action.CONTINUE);
            stream.close();
        }
        assertThat(guest.log())
                .containsExactly(
                        "create 2 1",
                        "request_headers 2 4 0",
                        "request_body 2 3 0 ask",
                        "request_trailers 2 1",
                        "response_headers 2 1 0",
                        "response_body 2 6 1 answer",
                        "response_trailers 2 0",
                        "on_done 2",
                        "log 2",
                        "delete 2");
    }

    @Test
    void connection_isShownFromItsCreationToItsEnd() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("z");
        try (FakeWorld world =
                new FakeWorld().with(World.Bytes.DOWNSTREAM_DATA, "ask").with(World.Bytes.UPSTREAM_DATA, "answer")) {
            StreamContext stream = guest.plugin.newStreamContext(world);
            assertThat(stream.onNewConnection()).isEqualTo(Action.CONTINUE);
            assertThat(stream.onDownstreamData(3, Rest.MORE)).isEqualTo(Action.CONTINUE);
            assertThat(stream.onUpstreamData(6, Rest.END)).isEqualTo(Action.CONTINUE);
            stream.onDownstreamClose(ClosedBy.PEER);
            stream.onUpstreamClose(ClosedBy.GATEWAY);
            stream.close();
        }
        assertThat(guest.log())
                .containsExactly(
                        "create 2 1",
                        "new_connection 2",
                        "downstream_data 2 3 0 ask",
                        "upstream_data 2 6 1 answer",
                        "downstream_close 2 2",
                        "upstream_close 2 1",
                        "on_done 2",
                        "log 2",
                        "delete 2");
    }

    @Test
    void answer_saysWhatIsHeld() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("pbn");
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext stream = guest.plugin.newHttpContext(world);
            assertThat(stream.onRequestHeaders(Rest.END)).isEqualTo(Action.HOLD);
            assertThat(stream.onRequestBody(0, Rest.END)).isEqualTo(Action.DROP);
            assertThat(stream.onResponseTrailers()).isEqualTo(Action.HOLD);
            stream.close();
            StreamContext connection = guest.plugin.newStreamContext(world);
            assertThat(connection.onNewConnection()).isEqualTo(Action.HOLD);
            assertThat(connection.onDownstreamData(0, Rest.MORE)).isEqualTo(Action.HOLD);
            assertThat(connection.onUpstreamData(0, Rest.MORE)).isEqualTo(Action.DROP);
            connection.close();
        }
        assertThat(requestHeaders(new ProbeGuest("2"))).isEqualTo(Action.END_STREAM);
        assertThat(requestHeaders(new ProbeGuest("3"))).isEqualTo(Action.HOLD);
        assertThat(requestHeaders(new ProbeGuest("r"))).isEqualTo(Action.REPLIED);
        Conduct alone = new Conduct(Conduct.Failure.CLOSED, Conduct.HeaderPause.HEADERS_ALONE);
        assertThat(requestHeaders(new ProbeGuest("p", alone))).isEqualTo(Action.HOLD_HEADERS);
        assertThat(requestHeaders(new ProbeGuest("3", alone))).isEqualTo(Action.HOLD);
    }

    private static Action requestHeaders(ProbeGuest guest) {
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext stream = guest.plugin.newHttpContext(world);
            Action said = stream.onRequestHeaders(Rest.END);
            stream.close();
            return said;
        }
    }

    @Test
    void stream_goesOn_whenItsGuestResumesBeforeItSaysToHold() throws ModuleException {
        for (String acts : List.of("c", "C")) {
            ProbeGuest guest = ProbeGuest.started(acts);
            try (FakeWorld world = FakeWorld.get("/")) {
                HttpContext stream = guest.plugin.newHttpContext(world);
                world.onResume =
                        () -> assertThat(stream.onResponseBody(0, Rest.END)).isEqualTo(Action.CONTINUE);
                assertThat(stream.onRequestHeaders(Rest.END)).as(acts).isEqualTo(Action.CONTINUE);
                assertThat(world.did).containsExactly("resume RESPONSE");
                assertThat(guest.log()).endsWith("response_body 2 0 1 -");
                stream.close();
            }
        }
    }

    private static ProbeGuest withAStreamThatWaitsForATimer() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("dt");
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext stream = guest.plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.END);
            stream.close();
        }
        return guest;
    }

    @Test
    void stream_isDeleted_onceItsGuestSaysDone() throws ModuleException {
        ProbeGuest guest = withAStreamThatWaitsForATimer();
        assertThat(guest.log()).endsWith("on_done 2");
        guest.host.fireTimer();
        assertThat(guest.log()).containsExactly("tick 1", "done 0", "log 2", "delete 2");
        guest.host.fireTimer();
        assertThat(guest.log()).as("nobody waits any more").containsExactly("tick 1", "done 1");
    }

    @Test
    void streamThatWaitsForATimer_isDeleted_whenThePluginWasReplaced() throws ModuleException {
        ProbeGuest guest = withAStreamThatWaitsForATimer();
        guest.plugin.close();
        guest.host.runTasks();
        assertThat(guest.log()).endsWith("on_done 2");
        guest.host.fireTimer();
        assertThat(guest.log()).containsExactly("tick 1", "done 0", "log 2", "delete 2", "on_done 1");
        guest.host.fireTimer();
        assertThat(guest.log()).as("it has had all the time there is").containsExactly("delete 1");
        assertThat(guest.host.timers).isEmpty();
    }

    @Test
    void streams_areDeletedInAnyCase_whenTooManyWaitForTheirGuest() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("d");
        try (FakeWorld world = FakeWorld.get("/")) {
            for (int i = 0; i < 1025; i++) {
                guest.plugin.newHttpContext(world).close();
            }
            assertThat(guest.log())
                    .filteredOn(line -> line.startsWith("delete"))
                    .containsExactly("delete 1026");
        }
    }

    @Test
    void queue_isShown_whenItHasAnItem() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("q");
        HostCalls calls = new HostCalls(guest.plugin.instance());
        assertThat(calls.call("proxy_resolve_shared_queue", "", "q", HostCalls.OUT))
                .isZero();
        assertThat(calls.call("proxy_enqueue_shared_queue", calls.out(), "one")).isZero();
        assertThat(guest.log()).isEmpty();
        guest.host.runTasks();
        assertThat(guest.log()).containsExactly("queue_ready 1 one");
    }

    @Test
    void foreignFunction_callsBack_onceTheGuestHasReturned() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("e");
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext stream = guest.plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.END);
            assertThat(guest.log()).endsWith("echo echo");
            guest.host.runTasks();
            assertThat(guest.log()).containsExactly("foreign 1 7 4 echo");
            stream.close();
        }
    }
}
