package dev.trestle.codec.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Wire;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.codec.dubbo.hessian.Vectors;
import dev.trestle.testkit.CodecRun;
import dev.trestle.testkit.Outcome;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replies of a real Dubbo 3.3.6 provider, against what an independent decoder made of them. */
class DubboVectorsTest {
    private static final RequestHead HEAD = new RequestHead("GET", "/", "", Headers.empty(), PathVariables.NONE);
    private static final String TYPED = "{'service':'demo.OrderService','method':'get','args':[]}";
    private static final String GENERIC = "{'service':'demo.OrderService','method':'get'}";

    // Every exception of these vectors is shown as message and fields.
    private static final String REPLY = "{'errors':[{'exception':'*','status':499,'code':'thrown','detail':'{message}',"
            + "'extra':{'code42':'code'}},{'rpc':'*','status':498,'code':'failed'}]}";

    static List<String[]> replies() {
        return Vectors.lines("dubbo2-replies-json.tsv");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void reply_isTheExpectedOutcome(String name, String hex, String outcome, String json) {
        byte[] frame = HexFormat.of().parseHex(hex);
        if (outcome.equals("event")) {
            assertThat(wire().scan(Unpooled.wrappedBuffer(frame))).isEqualTo(new FrameScan.Control(frame.length));
            return;
        }
        Outcome reply = run(name.contains("generic") ? GENERIC : TYPED, frame);
        String kind = outcome.split(" ", 2)[0];
        switch (kind) {
            case "value" -> {
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.text()).isEqualTo(json);
                assertThat(reply.detail()).isEqualTo("OK");
            }
            case "thrown" -> {
                assertThat(reply.status()).isEqualTo(499);
                String message = json.substring(2, json.indexOf("\","));
                assertThat(reply.text()).contains("\"detail\":\"" + message + "\"");
                assertThat(reply.text().contains("\"code42\":42")).isEqualTo(json.contains("42"));
                assertThat(reply.detail()).isEqualTo("EXCEPTION");
            }
            default -> {
                assertThat(reply.status()).isEqualTo(498);
                assertThat(reply.text()).doesNotContain("org.apache", "\\tat", "java.lang");
            }
        }
    }

    @Test
    void vectors_areAllThere() {
        assertThat(replies()).hasSize(86);
    }

    private static Wire wire() {
        return Made.of("{}", TYPED).wire().newWire();
    }

    private static Outcome run(String call, byte[] frame) {
        Made made = Made.of("{}", call, REPLY, UnknownFields.IGNORE);
        long id = ByteBuffer.wrap(frame).getLong(4);
        try (CodecRun run = new CodecRun(made.codec(), made.wire(), id, new UnpooledByteBufAllocator(false))) {
            run.request(HEAD, new byte[0]).receive(frame);
            assertThat(run.surprise()).isNull();
            return Objects.requireNonNull(run.outcome());
        }
    }
}
