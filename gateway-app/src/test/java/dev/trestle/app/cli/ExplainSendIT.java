package dev.trestle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.Repository;
import dev.trestle.peer.launcher.Peer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code explain --send} against the demo's own provider. */
@Timeout(120)
class ExplainSendIT {
    private final StringWriter out = new StringWriter();

    @Test
    void reply_isShownByteByByteAndMapped() throws Exception {
        try (Peer provider = Peer.start("dubbo-provider")) {
            assertThat(explain(provider.port(), "/v1/users/9007199254740993")).isZero();
            assertThat(out.toString())
                    .containsPattern("request, \\d+ bytes, to 127\\.0\\.0\\.1:" + provider.port())
                    .containsPattern("status +20 ok")
                    .containsPattern("result +an object of dev\\.trestle\\.demo\\.User")
                    .containsPattern("result\\.id +9007199254740993")
                    .containsPattern("the client gets, after [0-9.]+ ms")
                    .contains("  200", "\"id\": 9007199254740993");
            out.getBuffer().setLength(0);

            assertThat(explain(provider.port(), "/v1/users/0")).isEqualTo(4);
            assertThat(out.toString()).contains("response type", "an exception", "404", "\"code\": \"user_not_found\"");
        }
    }

    @Test
    void deadProvider_isTheProblemItWouldBe() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(explain(port, "/v1/users/7")).isEqualTo(4);
        assertThat(out.toString()).contains("503 Connect failed");
    }

    private int explain(int port, String path) {
        Map<String, String> environment = Map.of("TRESTLE_DEMO_DUBBO_PORT", Integer.toString(port));
        PrintWriter writer = new PrintWriter(out, true);
        String routes = Repository.root().resolve("routes/demo.yaml").toString();
        return CommandLines.of(environment, writer, writer)
                .execute("explain", "GET", path, "--send", "--routes", routes);
    }
}
