package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.filter.FieldMap;
import dev.trestle.filter.GrpcCallouts;
import dev.trestle.filter.Rest;
import dev.trestle.wasm.engine.ModuleException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** gRPC calls and streams that a plugin makes by itself. */
class GrpcTest {
    private static final byte[] HI = "hi".getBytes(StandardCharsets.UTF_8);

    private static GrpcCallouts.Listener listener(ProbeGuest guest) {
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext stream = guest.plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.END);
            stream.close();
        }
        guest.log();
        return guest.host.grpcListeners.getFirst();
    }

    @Test
    void call_isShownAsItsMessage_whenItEndsWell() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("g");
        GrpcCallouts.Listener listener = listener(guest);
        assertThat(guest.host.did).containsExactly("open pkg.Greeter/Hello", "send ask more NO");
        listener.onMetadata(ProbeGuest.fields("k", "v"));
        listener.onMessage(HI);
        assertThat(guest.log()).isEmpty();
        listener.onEnd(new FieldMap(), 0, "");
        assertThat(guest.log()).containsExactly("grpc_receive 1 2 hi");
        listener.onEnd(new FieldMap(), 0, "");
        assertThat(guest.log()).isEmpty();
    }

    @Test
    void call_isShownAsItsStatus_whenItFails() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("g");
        GrpcCallouts.Listener listener = listener(guest);
        listener.onMessage(HI);
        listener.onEnd(new FieldMap(), 5, "no such thing");
        assertThat(guest.log()).containsExactly("grpc_close 1 5 5 no such thing");
    }

    @Test
    void stream_isShownPieceByPiece() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("s");
        GrpcCallouts.Listener listener = listener(guest);
        assertThat(guest.host.did).containsExactly("open pkg.Greeter/Hello", "send ask more NO");
        listener.onMetadata(ProbeGuest.fields("k", "v"));
        listener.onMessage(HI);
        listener.onMessage(new byte[0]);
        listener.onEnd(ProbeGuest.fields("k", "w"), 0, "");
        assertThat(guest.log())
                .containsExactly(
                        "grpc_metadata 1 1 v",
                        "grpc_receive 1 2 hi",
                        "grpc_receive 1 0 ",
                        "grpc_trailers 1 1 w",
                        "grpc_close 1 0 0 ");
    }

    @Test
    void stream_isClosedAndCancelledByItsToken() throws ModuleException {
        FakeHost host = new FakeHost();
        HostCalls calls = new HostCalls(host);
        int out = HostCalls.OUT;
        assertThat(calls.call("proxy_grpc_stream", "nowhere", "s", "m", "", out))
                .isEqualTo(2);
        assertThat(calls.call("proxy_grpc_stream", "there", "bad name", "m", "", out))
                .isEqualTo(2);
        assertThat(calls.call("proxy_grpc_stream", "there", "s", "m", "", out)).isZero();
        int token = calls.out();
        assertThat(calls.call("proxy_grpc_send", token, "a", 0)).isZero();
        assertThat(calls.call("proxy_grpc_close", token)).isZero();
        assertThat(calls.call("proxy_grpc_send", token, "b", 0)).isEqualTo(2);
        assertThat(calls.call("proxy_grpc_cancel", token)).isZero();
        assertThat(calls.call("proxy_grpc_cancel", token)).isEqualTo(1);
        assertThat(host.did).containsExactly("open s/m", "send a more YES", "send nothing more NO", "cancel");
        assertThat(calls.call("proxy_grpc_call", "there", "s", "m", "", "hi", 10, out))
                .isZero();
        assertThat(calls.call("proxy_grpc_close", calls.out()))
                .as("a call is given up")
                .isZero();
        assertThat(host.did).endsWith("cancel");
    }

    @Test
    void call_isShownAsAFailure_whenItEndsWellWithoutAMessage() throws ModuleException {
        ProbeGuest guest = ProbeGuest.started("g");
        listener(guest).onEnd(new FieldMap(), 0, "");
        assertThat(guest.log()).containsExactly("grpc_close 1 13 13 no message came");
    }

    @Test
    void upstream_isTheNameInEnvoysMessage() throws ModuleException {
        FakeHost host = new FakeHost();
        HostCalls calls = new HostCalls(host);
        int out = HostCalls.OUT;
        String timeout = "\u001A\u0002\u0008\u0005";
        for (String written : List.of(
                "\n\u0007\n\u0005there",
                "\n\u000C\n\u0005there\u0012\u0003aut" + timeout,
                timeout + "\n\u0007\n\u0005there")) {
            assertThat(calls.call("proxy_grpc_stream", written, "s", "m", "", out))
                    .isZero();
        }
        assertThat(host.upstreams).containsExactly("there", "there", "there");
        host.upstreams.clear();
        List<String> others = List.of("there", "\n\u0007\n\u0006there", "\n\u0007\n\u0005ther", "\n", "");
        for (String written : others) {
            calls.call("proxy_grpc_stream", written, "s", "m", "", out);
        }
        assertThat(host.upstreams).isEqualTo(others);
    }

    @Test
    void stream_ends_whenTooMuchIsUnsent() throws ModuleException {
        FakeHost host = new FakeHost();
        HostCalls calls = new HostCalls(host);
        assertThat(calls.call("proxy_grpc_stream", "there", "s", "m", "", HostCalls.OUT))
                .isZero();
        int token = calls.out();
        host.unsentBytes = 4 * Limits.DEFAULT.maxMessageBytes() - 1;
        assertThat(calls.call("proxy_grpc_send", token, "a", 0)).isZero();
        assertThat(calls.call("proxy_grpc_send", token, "bc", 0)).isZero();
        assertThat(host.did).containsExactly("open s/m", "send a more YES", "cancel");
        host.runTasks();
        assertThat(calls.call("proxy_grpc_send", token, "d", 0))
                .as("it is gone")
                .isEqualTo(1);
    }
}
