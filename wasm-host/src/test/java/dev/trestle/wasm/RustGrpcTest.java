package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.filter.FieldMap;
import dev.trestle.filter.GrpcCallouts;
import dev.trestle.filter.Rest;
import dev.trestle.wasm.engine.ModuleException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** gRPC with the only SDK here that has it. */
class RustGrpcTest {
    private final FakeHost host = new FakeHost();

    @Test
    void grpc_isCalledAndStreamed() throws ModuleException {
        host.level = Host.LogLevel.INFO;
        Plugin plugin = SdkModulesTest.plugin("rust", "grpc grpcstream", host);
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext stream = plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.END);
            assertThat(host.did)
                    .containsExactly(
                            "open pkg.Greeter/Hello", "send ask more NO", "open pkg.Greeter/Talk", "send ask more NO");
            GrpcCallouts.Listener call = host.grpcListeners.getFirst();
            call.onMessage("hi".getBytes(StandardCharsets.UTF_8));
            call.onEnd(new FieldMap(), 0, "");
            assertThat(SdkModulesTest.log(host)).containsExactly("grpc 0 hi", "status 0 ");
            GrpcCallouts.Listener talk = host.grpcListeners.getLast();
            talk.onMetadata(ProbeGuest.fields("k", "v"));
            talk.onMessage("piece".getBytes(StandardCharsets.UTF_8));
            talk.onEnd(new FieldMap(), 9, "not now");
            assertThat(SdkModulesTest.log(host)).containsExactly("metadata 1 v", "message piece", "close 9");
            stream.close();
        }
    }
}
